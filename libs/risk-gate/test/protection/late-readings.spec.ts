import { ManualClock } from '@prate/execution-interface/testing';
import {
  type AmendOrderOutcome,
  type CancelAllOrdersOutcome,
  type Order,
  type Position,
  type StopOrder,
  MemoryOrderJournal,
  clientOrderId,
} from '@prate/execution-interface';
import { BTC, NOW } from '../gate-over-fake';
import { entry, openGuardDesk, restingEntry, settled } from './guard-desk';
import { StopVenue } from './stop-venue';

/** Positions are shown when they want to be. */
class LateVenue extends StopVenue {
  isHidingPositions = false;
  /** Which of several stops with one price is answered for another, and grows. */
  isNewerGrown = false;

  /** Its stop has done what it was for; what it closes is shown as closed later. */
  fire(id: string): void {
    const stop = this.stops.find((one) => one.id === id) as StopOrder;
    this.stops.splice(this.stops.indexOf(stop), 1, { ...stop, status: 'executed' });
    this.tell({ kind: 'conditional-order', order: { ...stop, status: 'executed' } });
  }

  override twinOf(price: string): StopOrder | undefined {
    const twins = this.waiting.filter(({ stopLoss }) => stopLoss?.price === price);
    return this.isNewerGrown ? twins.at(-1) : twins[0];
  }

  override async getPositions(): Promise<readonly Position[]> {
    return this.isHidingPositions ? [] : super.getPositions();
  }
}

function openLateDesk() {
  const clock = new ManualClock(NOW);
  const venue = new LateVenue([BTC], clock);
  return openGuardDesk({}, { venue, clock }) as ReturnType<typeof openGuardDesk> & { readonly venue: LateVenue };
}

test('behavior: a position that is shown four seconds late keeps the stop that came with its entry, and its guard', async () => {
  const { venue, gate, timer } = openLateDesk();
  venue.isHidingPositions = true;
  venue.isHiding = true;
  await gate.createOrder(entry(10));
  await timer.pass(3_000);
  venue.isHiding = false;
  await timer.pass(1_000);
  venue.isHidingPositions = false;
  await timer.pass(20_000);
  expect([venue.guardedContracts, gate.protection().guarded]).toEqual(['10', 1]);
  venue.dropStop(venue.waiting[0]?.id ?? '');
  await timer.pass(10_000);
  expect(venue.guardedContracts).toBe('10');
});

test('behavior: one reading without the position does not end the guard of an entry that works on', async () => {
  const { venue, gate, timer, during } = openLateDesk();
  await during(gate.createProtectedOrder(restingEntry(10)));
  const [order] = await venue.getOpenOrders();
  venue.fill(order?.orderId ?? '', '4');
  await timer.pass(25_000);
  venue.isHidingPositions = true;
  await timer.pass(10_000);
  venue.isHidingPositions = false;
  await timer.pass(40_000);
  venue.dropStop(venue.waiting[0]?.id ?? '');
  await timer.pass(10_000);
  expect(venue.guardedContracts).toBe('4');
});

test('behavior: a position that is read slowly right after a fill is not taken for gone', async () => {
  const { venue, gate, timer } = openLateDesk();
  venue.isHidingPositions = true;
  const shown = venue.getPosition.bind(venue);
  let answer: () => void = () => undefined;
  venue.getPosition = async (...args) => {
    const found = await shown(...args);
    await new Promise<void>((resolve) => (answer = resolve));
    return found;
  };
  await gate.createOrder(entry(10));
  await timer.pass(5_000);
  venue.isHidingPositions = false;
  venue.getPosition = shown;
  answer();
  await settled();
  expect(gate.protection().guarded).toBe(1);
});

test('behavior: an entry under way while earlier ones are found again is guarded once', async () => {
  const clock = new ManualClock(NOW);
  const venue = new StopVenue([BTC], clock);
  const journal = new MemoryOrderJournal(clock);
  const desk = openGuardDesk({ journal }, { venue, clock });
  const command = entry(10);
  const create = venue.createOrder.bind(venue);
  let answer: () => void = () => undefined;
  // As the engine does: the id is made by it, and recorded before anything is sent.
  venue.createOrder = async (asked) => {
    const id = clientOrderId('made-1');
    await journal.record({ kind: 'order', clientOrderId: id, symbol: asked.symbol, command: asked, createdAtMs: clock.nowMs() });
    const outcome = await create({ ...asked, clientOrderId: id });
    await new Promise<void>((resolve) => (answer = resolve));
    await journal.settle(id, { state: 'accepted', orderId: (outcome as never as { order: { orderId: never } }).order.orderId });
    return outcome;
  };
  const sent = desk.gate.createOrder(command);
  await settled();
  await desk.gate.connect();
  answer();
  await sent;
  await desk.timer.pass(20_000);
  expect([desk.gate.protection().guarded, venue.placed, venue.guardedContracts]).toEqual([1, 0, '10']);
});

test('behavior: an entry that came after all, when it was held for lost, is guarded', async () => {
  const clock = new ManualClock(NOW);
  const venue = new StopVenue([BTC], clock);
  const journal = new MemoryOrderJournal(clock);
  const desk = openGuardDesk({ journal }, { venue, clock });
  const id = clientOrderId('late-1');
  const command = { ...entry(10), clientOrderId: id };
  venue.isAttaching = false;
  venue.fates.push('lost');
  await journal.record({ kind: 'order', clientOrderId: id, symbol: 'BTC_USDT', command, createdAtMs: clock.nowMs() });
  await desk.gate.createOrder(command);
  await desk.timer.pass(6_000);
  venue.resolve(id);
  await desk.timer.pass(2_000);
  const order = venue.place(command, id);
  venue.fill(order.orderId, '10');
  await desk.timer.pass(12_000);
  expect(venue.guardedContracts).toBe('10');
});

describe('an amended entry under another id', () => {
  async function amendedDesk({ isTold }: { readonly isTold: boolean }) {
    const desk = openGuardDesk();
    const { venue, gate, timer, during } = desk;
    await during(gate.createProtectedOrder(restingEntry(10, { clientOrderId: 'e1' })));
    const [order] = await venue.getOpenOrders();
    venue.fill(order?.orderId ?? '', '3');
    await timer.pass(3_000);
    const amend = async (): Promise<AmendOrderOutcome> => {
      const former = order as Order;
      if (isTold) await venue.cancelOrder('BTC_USDT', former.orderId);
      else venue.orders.set(former.orderId, { ...former, status: 'cancelled', filledContracts: '3' });
      const next = venue.place(restingEntry(7), isTold ? 'e1' : 'other');
      return { status: 'accepted', order: next, formerOrderId: former.orderId };
    };
    Object.assign(venue, { amendOrder: amend });
    const command = { symbol: 'BTC_USDT', orderId: order?.orderId ?? '', price: '50000', size: { contracts: '10' } } as const;
    const outcome = (await gate.amendOrder(command)) as Extract<AmendOrderOutcome, { status: 'accepted' }>;
    await timer.pass(3_000);
    return { ...desk, former: order as Order, order: outcome.order };
  }

  test.each([true, false])('behavior: goes on being guarded, what had filled before included (its events tell: %s)', async (isTold) => {
    const { venue, timer, order, gate } = await amendedDesk({ isTold });
    venue.isAttaching = false;
    venue.fill(order.orderId, '7');
    await timer.pass(15_000);
    expect([venue.guardedContracts, gate.protection().unprotected]).toEqual(['10', []]);
    venue.waiting.forEach(({ id }) => venue.dropStop(id));
    await timer.pass(15_000);
    expect(venue.guardedContracts).toBe('10');
  });

  test('behavior: one that had not filled is guarded under its new id', async () => {
    const { venue, gate, timer, during } = openGuardDesk();
    await during(gate.createProtectedOrder(restingEntry(10, { clientOrderId: 'e1' })));
    const [order] = await venue.getOpenOrders();
    await venue.cancelOrder('BTC_USDT', order?.orderId ?? '');
    await timer.pass(1_000);
    const next = venue.place(restingEntry(10), 'e1');
    venue.isAttaching = false;
    venue.fill(next.orderId, '10');
    await timer.pass(10_000);
    expect([venue.guardedContracts, gate.protection().guarded]).toEqual(['10', 1]);
  });
});

test('behavior: a stop that fires is not put back while the position that it closes is still shown', async () => {
  const { venue, gate, timer, found } = openLateDesk();
  await gate.createOrder(entry(10));
  await timer.pass(3_000);
  const [stop] = venue.waiting;
  venue.fire(stop?.id ?? '');
  await timer.pass(2_000);
  const closing = venue.place({ symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'market', contracts: '10' });
  venue.fill(closing.orderId, '10');
  await timer.pass(20_000);
  expect([venue.placed, venue.waiting, found(), gate.protection().guarded]).toEqual([0, [], ['proven'], 0]);
});

test('behavior: a stop that fires and closes nothing is missed all the same', async () => {
  const { venue, gate, timer } = openLateDesk();
  await gate.createOrder(entry(10));
  await timer.pass(3_000);
  venue.fire(venue.waiting[0]?.id ?? '');
  await timer.pass(10_000);
  expect(venue.guardedContracts).toBe('10');
});

test('behavior: stops that the caller cancels with everything else stay away, read back before or not', async () => {
  const { venue, gate, timer } = openLateDesk();
  venue.isHiding = true;
  await gate.createOrder(entry(10));
  await timer.pass(1_000);
  const cancelAllOrders = async (): Promise<CancelAllOrdersOutcome> => {
    const cancelled = [...venue.waiting];
    cancelled.forEach(({ id }) => venue.dropStop(id));
    const none = { cancelled: [], stillOpen: [], filledMeanwhile: [], unresolved: [] };
    const conditional = { count: 1, cancelled, stillOpen: [], firedMeanwhile: [], unresolved: [], problems: [] };
    return { status: 'done', count: 0, ...none, conditional };
  };
  Object.assign(venue, { cancelAllOrders });
  await gate.cancelAllOrders('BTC_USDT', { kinds: ['stop'] });
  venue.isHiding = false;
  await timer.pass(20_000);
  expect([venue.placed, gate.protection().guarded]).toEqual([0, 0]);
});

test('behavior: what fills after readings have failed for long has its own time to be proven before it is closed', async () => {
  const clock = new ManualClock(NOW);
  const venue = new StopVenue([BTC], clock);
  const { gate, timer } = openGuardDesk({ onUnproven: 'flatten' }, { venue, clock });
  venue.dead.add('getPosition');
  await gate.createOrder(restingEntry(10));
  await timer.pass(30_000);
  const [order] = await venue.getOpenOrders();
  venue.fill(order?.orderId ?? '', '4');
  await timer.pass(3_000);
  expect(venue.count('closePosition')).toBe(0);
  venue.dead.clear();
  await timer.pass(2_000);
  expect([venue.count('closePosition'), venue.guardedContracts, gate.protection().unprotected]).toEqual([0, '4', []]);
});

test('behavior: what fills into the next position is guarded, although the one before was closed', async () => {
  const { venue, gate, timer } = openLateDesk();
  await gate.createOrder(restingEntry(20, { clientOrderId: 'e1' }));
  const orderId = [...venue.orders.keys()][0] as string;
  venue.isAttaching = false;
  venue.fill(orderId, '1');
  await timer.pass(250);
  await gate.closePosition({ symbol: 'BTC_USDT', positionSide: 'long', type: 'market', size: { contracts: '1' } });
  venue.fill(orderId, '1');
  await timer.pass(20_000, 250);
  expect(venue.held.get('BTC_USDT/long')).toBe('1');
  expect(venue.guardedContracts).toBe('1');
  expect(gate.protection().unprotected).toEqual([]);
});

test.each([
  ['older', ['2', '1']],
  ['newer', ['1', '2']],
])(
  'behavior: of two stops with the same terms the venue gives the %s another size: no more is guarded than was filled',
  async (which, sizes) => {
    const { venue, gate, timer } = openLateDesk();
    venue.isNewerGrown = which === 'newer';
    await gate.createOrder(restingEntry(20, { clientOrderId: 'e1' }));
    const orderId = [...venue.orders.keys()][0] as string;
    venue.fill(orderId, '1');
    venue.dropStop(venue.waiting[0]?.id ?? '');
    await timer.pass(10_000, 250);
    venue.fill(orderId, '1');
    venue.isAttaching = false;
    venue.fill(orderId, '1');
    await timer.pass(40_000, 250);
    expect(venue.waiting.map(({ contracts }) => contracts)).toEqual(sizes);
  },
);
