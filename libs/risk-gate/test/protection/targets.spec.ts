import type { StopOrder } from '@prate/execution-interface';
import { STOP, entry, openGuardDesk } from './guard-desk';
import type { StopVenue } from './stop-venue';

const TARGET = { price: '60000', reference: 'mark' } as const;
const bracket = () => entry(10, { protection: { stopLoss: STOP, takeProfit: TARGET } });

/** The venue keeps the stop and forgets its target, in silence. */
function loseTarget(venue: StopVenue): void {
  for (const [index, { takeProfit: _lost, ...stop }] of venue.stops.entries()) venue.stops[index] = stop as StopOrder;
}

async function guarded() {
  const desk = openGuardDesk();
  await desk.during(desk.gate.createProtectedOrder(bracket()));
  expect(desk.found()).toEqual(['proven']);
  return desk;
}

test('default: a target that is there is no matter', async () => {
  const { timer, found } = await guarded();
  await timer.pass(120_000, 500);
  expect(found()).toEqual(['proven']);
});

test('default: one that is lost beside its stop is told once, to a person too; the stop stays, and nothing is placed', async () => {
  const { venue, timer, found, notices, events } = await guarded();
  loseTarget(venue);
  await timer.pass(120_000, 500);
  expect(found()).toEqual(['proven', 'target-missing']);
  expect(notices).toMatchObject([{ kind: 'target-missing', by: 'protection' }]);
  expect(events.at(-1)).toMatchObject({ message: expect.stringContaining('target at 60000 for 10 contracts'), unprotectedMs: 0 });
  expect([venue.placed, venue.guardedContracts]).toEqual([0, '10']);
});

test('behavior: one that was never there is in the outcome, and told as well', async () => {
  const desk = openGuardDesk();
  const addStop = desk.venue.fill.bind(desk.venue);
  desk.venue.fill = (...args) => {
    addStop(...args);
    loseTarget(desk.venue);
  };
  const outcome = await desk.during(desk.gate.createProtectedOrder(bracket()));
  expect(outcome).toMatchObject({ stop: { status: 'proven' }, target: { status: 'unproven' }, protected: true });
  await desk.timer.pass(10_000);
  expect(desk.found()).toEqual(['proven', 'target-missing']);
});

test('behavior: a reading that was wrong once says nothing; one lost again later is told again', async () => {
  const { venue, timer, found } = await guarded();
  const before = [...venue.stops];
  loseTarget(venue);
  await timer.pass(30_500, 500);
  venue.stops.splice(0, venue.stops.length, ...before);
  await timer.pass(60_000, 500);
  expect(found()).toEqual(['proven']);
  for (let time = 0; time < 2; time += 1) {
    loseTarget(venue);
    await timer.pass(60_000, 500);
    venue.stops.splice(0, venue.stops.length, ...before);
    await timer.pass(60_000, 500);
  }
  expect(found()).toEqual(['proven', 'target-missing', 'target-missing']);
});

test('behavior: a stop that is lost with its target is placed with it, as ever', async () => {
  const { venue, timer, found } = await guarded();
  venue.dropStop(venue.waiting[0]?.id ?? '');
  await timer.pass(20_000);
  expect(found()).toEqual(['proven', 'missing', 'repaired']);
  expect(venue.waiting).toMatchObject([{ stopLoss: STOP, takeProfit: TARGET }]);
});

test('behavior: a target that the caller took away is not missed', async () => {
  const { venue, gate, timer, found } = await guarded();
  const stop = venue.waiting[0] as StopOrder;
  Object.assign(venue, { amendProtection: async () => ({ status: 'accepted' }) });
  await gate.amendProtection({ symbol: 'BTC_USDT', of: 'stop', id: stop.id, stopLoss: STOP });
  loseTarget(venue);
  await timer.pass(120_000, 500);
  expect(found()).toEqual(['proven']);
});
