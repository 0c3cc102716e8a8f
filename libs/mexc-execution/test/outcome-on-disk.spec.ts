import { type ClientOrderId, type IntentOutcome, JournalError, MemoryOrderJournal, clientOrderId } from '@prate/execution-interface';
import { killHard, nextLine, runChild } from '@prate/test-support';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TypeOrmOrderJournal } from '../src/journal';
import { CREATE, type Desk, accepted, openDesk, restingBuy } from './desk';

/** A disk that takes outcomes when the test says so, in the order they came; intents at once. */
class SlowDisk extends MemoryOrderJournal {
  private readonly waiting: Array<() => void> = [];
  private isSlow = true;
  isBroken = false;

  override async settle(id: ClientOrderId, outcome: IntentOutcome): Promise<void> {
    if (this.isSlow) await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.isBroken) throw new JournalError('found no room, expected some');
    return super.settle(id, outcome);
  }

  write(): void {
    this.isSlow = false;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

const ID = clientOrderId('disk-1');
let journal: SlowDisk;
let desk: Desk;

beforeEach(async () => {
  journal = new SlowDisk();
  desk = await openDesk({ journal });
});

const state = async (id: ClientOrderId = ID) => (await journal.get(id))?.outcome.state;
const place = (overrides: object = {}) => desk.execution.createOrder(restingBuy({ clientOrderId: ID, ...overrides }));

test('default: who places an order waits for the venue, not for the disk; until it is there the order is under way, not unknown', async () => {
  const { order } = await accepted(place());
  expect([await state(), desk.execution.health().unknownIntents]).toEqual(['sent', 0]);
  await accepted(place({ clientOrderId: 'disk-2' }));
  journal.write();
  await desk.execution.disconnect();
  expect((await journal.get(ID))?.outcome).toEqual({ state: 'accepted', orderId: order.orderId });
});

test('behavior: disconnect resolves when everything is on disk, and not before', async () => {
  await accepted(place());
  let isOver = false;
  const disconnecting = desk.execution.disconnect().then(() => (isOver = true));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([isOver, await state()]).toEqual([false, 'sent']);
  journal.write();
  await disconnecting;
  expect(await state()).toBe('accepted');
});

test('behavior: of a process that ends in between the next one finds the order, and sends nothing again', async () => {
  const { order } = await accepted(place());
  const left = await journal.get(ID);
  if (left === undefined) throw new Error('expected the intent to be there');
  const found = new MemoryOrderJournal();
  await found.record(left.intent);
  const next = desk.another(found);
  await next.connect();
  expect((await found.get(ID))?.outcome).toEqual({ state: 'accepted', orderId: order.orderId });
  const again = await next.createOrder(restingBuy({ clientOrderId: ID }));
  await next.disconnect();
  expect(again).toMatchObject({ status: 'denied', denial: { code: 'client-order-id-reused' } });
  expect(desk.arrived(CREATE)).toBe(1);
});

test('behavior: no cancel waits for the disk, by whichever id', async () => {
  await accepted(place());
  expect(await desk.execution.cancelOrder('BTC_USDT', ID)).toMatchObject({ status: 'cancelled' });
  expect([desk.arrived('/api/v1/private/order/cancel'), await state()]).toEqual([1, 'sent']);
});

test('behavior: the same id again waits for its first outcome: accepted is denied, and nothing is sent twice', async () => {
  await accepted(place());
  const again = place();
  await new Promise((resolve) => setTimeout(resolve, 50));
  journal.write();
  expect(await again).toMatchObject({ status: 'denied', denial: { code: 'client-order-id-reused' } });
  expect([desk.arrived(CREATE), await state()]).toEqual([1, 'accepted']);
});

test('behavior: the same id again waits for its first outcome: refused is sent once more, and its second outcome stands', async () => {
  desk.simulator.control.faults.next('create-order', 'refuse-510');
  expect(await place()).toMatchObject({ status: 'rejected', rejection: { retrySafe: true } });
  const again = place();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(desk.arrived(CREATE)).toBe(1);
  journal.write();
  const { order } = await accepted(again);
  await desk.execution.disconnect();
  const story = await journal.story(ID);
  expect(story.map(({ what }) => what)).toEqual(['recorded', 'request', 'settled', 'recorded', 'request', 'settled']);
  expect(await journal.get(ID)).toMatchObject({ attempts: 2, outcome: { state: 'accepted', orderId: order.orderId } });
});

test('error: an outcome that cannot be written is told by health, and nothing opens until it is known', async () => {
  await accepted(place());
  journal.isBroken = true;
  journal.write();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(desk.execution.health()).toMatchObject({ unknownIntents: 1, reasons: expect.arrayContaining(['intents-unknown']) as unknown });
  expect(await place({ clientOrderId: 'disk-2' })).toMatchObject({ status: 'denied', denial: { code: 'intent-unknown' } });
  expect(await state()).toBe('sent');
});

test('behavior: what is told apart by the journal alone waits for it', async () => {
  const trigger = { price: '49000', reference: 'last', direction: 'at-or-below' } as const;
  const plan = { symbol: 'BTC_USDT', side: 'buy', effect: 'open', type: 'market', quantity: '0.001', leverage: 10, marginMode: 'isolated' };
  let isOver = false;
  const planned = desk.execution.createPlanOrder({ ...plan, trigger, validFor: 'one-day' } as never).finally(() => (isOver = true));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const wasOver = isOver;
  journal.write();
  expect([(await planned).status, wasOver]).toEqual(['accepted', false]);
});

test('R-201: killed the moment its order was answered: the intent is there, and the next start finds the order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'outcome-'));
  const path = join(folder, 'journal.db');
  const { restUrl, wsUrl, keys } = desk.simulator;
  try {
    for (let round = 0; round < 3; round += 1) {
      const child = runChild(join(__dirname, 'order-and-tell.ts'), [restUrl, wsUrl, keys.apiKey, keys.apiSecret, path]);
      const id = clientOrderId((await nextLine(child)) ?? 'nothing told');
      await killHard(child);
      const reopened = await TypeOrmOrderJournal.open(path, { mode: 'simulated', account: 'killed' });
      expect(['sent', 'accepted']).toContain((await reopened.get(id))?.outcome.state);
      const next = desk.another(reopened);
      await next.connect();
      while (next.health().unknownIntents > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      await next.disconnect();
      expect((await reopened.get(id))?.outcome.state).toBe('accepted');
      await reopened.close();
    }
    expect(desk.arrived(CREATE)).toBe(3);
  } finally {
    await rm(folder, { recursive: true });
  }
});
