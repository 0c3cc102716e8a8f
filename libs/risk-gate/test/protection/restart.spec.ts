import { type CreateOrder, MemoryOrderJournal, clientOrderId } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { BTC, NOW } from '../gate-over-fake';
import { entry, openGuardDesk, restingEntry } from './guard-desk';
import { StopVenue } from './stop-venue';

/** An account that an earlier process left: what it recorded, and what stands at the venue. */
function leftBehind() {
  const clock = new ManualClock(NOW);
  const venue = new StopVenue([BTC], clock);
  const journal = new MemoryOrderJournal(clock);
  venue.isAttaching = false;
  const record = async (command: CreateOrder, id: string) => {
    const { symbol } = command;
    await journal.record({ kind: 'order', clientOrderId: clientOrderId(id), symbol, command, createdAtMs: clock.nowMs() });
  };
  const place = async (command: CreateOrder, id: string, filled: `${number}`) => {
    await record(command, id);
    const order = venue.place(command, id);
    if (filled !== '0') venue.fill(order.orderId, filled);
    await journal.settle(clientOrderId(id), { state: 'accepted', orderId: order.orderId });
    clock.advance(1_000);
    return order;
  };
  const restart = () => openGuardDesk({ journal }, { venue, clock });
  return { venue, journal, clock, record, place, restart };
}

const connected = async (desk: ReturnType<typeof openGuardDesk>) => {
  expect(await desk.during(desk.gate.connect())).toMatchObject({ ok: true });
};

test('default: killed between the entry and its stop: found again, placed, read back', async () => {
  const { venue, place, restart } = leftBehind();
  await place(entry(10), 'e1', '10');
  const desk = restart();
  await connected(desk);
  expect(desk.gate.protection()).toMatchObject({ guarded: 1, unprotected: [{ clientOrderId: 'e1', contracts: '10' }] });
  await desk.timer.pass(8_000);
  expect([desk.found(), venue.placed, venue.guardedContracts]).toEqual([['missing', 'repaired'], 1, '10']);
});

test('behavior: killed after the stop was placed: it is read back, not placed again', async () => {
  const { venue, place, restart } = leftBehind();
  venue.isAttaching = true;
  await place(entry(10), 'e1', '10');
  const desk = restart();
  await connected(desk);
  await desk.timer.pass(60_000);
  expect([desk.found(), venue.placed, venue.guardedContracts]).toEqual([['proven'], 0, '10']);
});

test('behavior: a restart between the placing of a stop and its reading back makes no second one', async () => {
  const { venue, place, restart } = leftBehind();
  await place(entry(10), 'e1', '10');
  const first = restart();
  await connected(first);
  venue.stopFates.push('answer-lost');
  for (let turn = 0; venue.placed === 0; turn += 1) await first.timer.pass(100);
  await first.gate.disconnect();
  const second = restart();
  await connected(second);
  await second.timer.pass(60_000);
  expect([venue.placed, venue.guardedContracts, second.found()]).toEqual([1, '10', ['proven']]);
});

test('behavior: one that works is guarded as it fills', async () => {
  const { venue, place, restart } = leftBehind();
  const order = await place(restingEntry(10), 'rest', '0');
  const desk = restart();
  await connected(desk);
  expect(desk.gate.protection()).toMatchObject({ guarded: 1, unprotected: [] });
  venue.fill(order.orderId, '3');
  await desk.timer.pass(8_000);
  expect([desk.found(), venue.guardedContracts]).toEqual([['missing', 'repaired'], '3']);
});

test('behavior: one of which nobody knows is guarded once it is known', async () => {
  const { venue, record, restart } = leftBehind();
  await record(entry(10), 'lost');
  venue.unknown.add('lost');
  const order = venue.place(entry(10), 'lost');
  const desk = restart();
  await connected(desk);
  venue.fill(order.orderId, '10');
  await desk.timer.pass(8_000);
  expect(venue.guardedContracts).toBe('10');
});

test('behavior: entries of positions that are closed by now are left alone; the newest explain what is held', async () => {
  const { venue, place, restart } = leftBehind();
  await place(entry(10), 'old', '10');
  const closing = venue.place({ symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'market', contracts: '10' });
  venue.fill(closing.orderId, '10');
  await place(entry(4, { protection: { stopLoss: { price: '47000', reference: 'last' } } }), 'new', '4');
  const desk = restart();
  await connected(desk);
  await desk.timer.pass(8_000);
  expect(venue.waiting.map(({ contracts, stopLoss }) => [contracts, stopLoss?.price])).toEqual([['4', '47000']]);
});

test('behavior: what the caller took away stays away', async () => {
  const { venue, place, restart } = leftBehind();
  venue.isAttaching = true;
  await place(entry(10), 'e1', '10');
  const first = restart();
  await connected(first);
  await first.timer.pass(1_000);
  await first.gate.cancelConditionalOrder({ kind: 'stop', symbol: 'BTC_USDT', id: venue.waiting[0]?.id ?? '' });
  await first.timer.pass(1_000);
  await first.gate.disconnect();
  const second = restart();
  await connected(second);
  await second.timer.pass(20_000);
  expect([second.gate.protection().guarded, venue.waiting]).toEqual([0, []]);
});

test('behavior: a stop that the caller moved stays where it was moved to', async () => {
  const { venue, place, journal, clock, restart } = leftBehind();
  venue.isAttaching = true;
  await place(entry(10), 'e1', '10');
  const [stop] = venue.waiting;
  const stopLoss = { price: '48000', reference: 'last' } as const;
  const command = { symbol: 'BTC_USDT', of: 'stop', id: stop?.id ?? '', stopLoss } as const;
  const basics = { clientOrderId: clientOrderId('move-1'), symbol: 'BTC_USDT', createdAtMs: clock.nowMs() };
  await journal.record({ ...basics, kind: 'amend-protection', command });
  await journal.settle(basics.clientOrderId, { state: 'done' });
  venue.stops[0] = { ...(stop as (typeof venue.stops)[number]), stopLoss };
  const desk = restart();
  await connected(desk);
  await desk.timer.pass(20_000);
  expect([desk.found(), venue.placed, venue.count('amendProtection')]).toEqual([['proven'], 0, 0]);
  expect(venue.waiting.map((one) => one.stopLoss?.price)).toEqual(['48000']);
});

test('behavior: connecting again finds the same entries once', async () => {
  const { place, restart } = leftBehind();
  await place(entry(10), 'e1', '10');
  const desk = restart();
  await connected(desk);
  await connected(desk);
  expect(desk.gate.protection().guarded).toBe(1);
});

test('error: an account that cannot be read: connected, the problem stands in the report, and it is tried again', async () => {
  const { venue, place, restart } = leftBehind();
  await place(entry(10), 'e1', '10');
  venue.dead.add('getPositions');
  const desk = restart();
  await connected(desk);
  expect(desk.gate.protection()).toMatchObject({ guarded: 0, restoreProblem: 'getPositions is dead' });
  venue.dead.clear();
  await desk.timer.pass(40_000);
  expect(desk.gate.protection()).toMatchObject({ guarded: 1, unprotected: [] });
  expect(venue.guardedContracts).toBe('10');
});

test('behavior: without a journal nothing is found again, and nothing is claimed', async () => {
  const { venue, place, clock } = leftBehind();
  await place(entry(10), 'e1', '10');
  const desk = openGuardDesk({}, { venue, clock });
  await connected(desk);
  expect([desk.gate.protection().guarded, desk.timer.count]).toEqual([0, 0]);
});
