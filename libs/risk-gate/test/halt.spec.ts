import { MemoryKillSwitch } from '@prate/execution-interface';
import type { TripOptions } from '../src/config';
import { type Notice, Notifier } from '../src/trip/notifier';
import { codeOf, openGate, restingBuy } from './gate-over-fake';

class Told extends Notifier {
  readonly notices: Notice[] = [];
  async notify(notice: Notice): Promise<void> {
    this.notices.push(notice);
  }
  get kinds(): string[] {
    return this.notices.map(({ kind }) => kind);
  }
}

const order = (more: object = {}) => restingBuy(1, { price: '40000', ...more });

function openHalt(trip: TripOptions = {}, options: Parameters<typeof openGate>[1] = {}) {
  const notifier = new Told();
  const opened = openGate({}, { ...options, trip: { notifier, ...trip } });
  const working = async () => (await opened.venue.getOpenOrders()).map(({ effect, clientOrderId }) => clientOrderId ?? effect);
  return { ...opened, notifier, working };
}

describe('what a trip could not do', () => {
  const everything = ['getOpenOrders', 'cancelOrder', 'getPlanOrders', 'getTrailingOrders', 'closeAllPositions'];

  test('default: is done again once the venue is back, until two readings find nothing; then that is told and nothing is asked any more', async () => {
    const { gate, venue, timer, notifier, working } = openHalt();
    await gate.createOrder(order());
    for (const name of everything) venue.dead.add(name);
    expect(await gate.trip('drill', 'anna')).toMatchObject({ isComplete: false });
    await timer.pass(120_000);
    expect(await working()).toHaveLength(1);
    venue.dead.clear();
    await timer.pass(20_000);
    expect(await working()).toEqual([]);
    expect(notifier.kinds).toEqual(['tripped', 'trip-finished', 'trip-proven']);
    expect(notifier.notices.at(-1)).toMatchObject({
      reason: 'drill',
      by: 'anna',
      message: 'halted: 1 more cancelled, 0 more closes sent; two readings in a row find nothing left',
    });
    expect(timer.count).toBe(0);
  });

  test('behavior: one cancel that is refused once', async () => {
    const { gate, venue, timer, working } = openHalt();
    await gate.createOrder(order());
    const cancel = venue.cancelOrder.bind(venue);
    venue.cancelOrder = async (_symbol, orderId) => {
      venue.cancelOrder = cancel;
      return { status: 'rejected', orderId, rejection: { code: '510', kind: 'rate', message: 'too fast', retrySafe: true } };
    };
    expect(await gate.trip('drill', 'anna')).toMatchObject({ isComplete: false, notCancelled: [{ problem: 'rejected: 510 too fast' }] });
    await timer.pass(1_000);
    expect(await working()).toEqual([]);
  });

  test('behavior: positions that could not be closed, and those of which a part was refused', async () => {
    const { gate, venue, timer, notifier } = openHalt({ isFlattening: true });
    venue.held.set('BTC_USDT/long', '50');
    venue.dead.add('closeAllPositions');
    expect(await gate.trip('drill', 'anna')).toMatchObject({ closed: [{ status: 'unknown' }], isComplete: false });
    venue.dead.clear();
    venue.refusal = { code: '510', kind: 'rate' };
    venue.fates.push('refuse');
    await timer.pass(600);
    expect(venue.held.get('BTC_USDT/long')).toBe('50');
    await timer.pass(5_000);
    expect(venue.held.get('BTC_USDT/long')).toBe('0');
    expect(notifier.kinds).toEqual(['tripped', 'trip-finished', 'trip-proven']);
    // What is opened later by hand is no part of it.
    venue.held.set('BTC_USDT/long', '7');
    await timer.pass(60_000);
    expect(venue.held.get('BTC_USDT/long')).toBe('7');
  });

  test.each(['reset here', 'reset elsewhere', 'disconnect'])('behavior: %s ends it', async (how) => {
    const { gate, venue, timer, killSwitch, working } = openHalt();
    await gate.createOrder(order());
    venue.dead.add('cancelOrder');
    await gate.trip('drill', 'anna');
    if (how === 'reset here') await gate.reset('over', 'anna');
    if (how === 'reset elsewhere') await killSwitch.set({ state: 'active', reason: 'over', by: 'another process' });
    if (how === 'disconnect') await gate.disconnect();
    await timer.pass(1_100);
    venue.dead.clear();
    await timer.pass(60_000);
    expect(await working()).toHaveLength(1);
    expect(timer.count).toBe(0);
  });

  test('args: none: nothing is looked for', async () => {
    const { gate, timer, working } = openHalt({ cancel: 'none' });
    await gate.createOrder(order());
    await gate.trip('drill', 'anna');
    await timer.pass(60_000);
    expect(await working()).toHaveLength(1);
  });
});

describe('an opening that turns up while halted', () => {
  test('default: one of which nobody knew is cancelled as soon as it is heard of, listed or not', async () => {
    const { gate, venue, timer, working } = openHalt();
    venue.fates.push('lost');
    await gate.createOrder(order({ clientOrderId: 'late-1' }));
    await gate.trip('drill', 'anna');
    await timer.pass(4_000);
    venue.place(order(), 'late-1');
    const list = venue.getOpenOrders.bind(venue);
    venue.getOpenOrders = async () => [];
    // Only a cancel by its own id reaches it.
    await timer.pass(16_000);
    venue.getOpenOrders = list;
    expect(await working()).toEqual([]);
  });

  test('behavior: an order of ours told by an event is cancelled at once, one of somebody else is not ours to hear of', async () => {
    const { gate, venue, timer, working } = openHalt();
    await gate.trip('drill', 'anna');
    await timer.pass(5_000);
    expect(timer.count).toBe(0);
    const { orderId } = venue.place(order(), 'another-process');
    venue.fill(orderId, '0');
    await timer.pass(100);
    expect(await working()).toEqual([]);
    expect(codeOf(await gate.createOrder(order()))).toBe('trading-halted');
  });
});

describe('a halt that was decided elsewhere', () => {
  async function haltedBefore(trip: TripOptions = {}, isReadOnly = false) {
    const killSwitch = new MemoryKillSwitch();
    await killSwitch.set({ state: 'halted', reason: 'drill', by: 'npm run kill' });
    const opened = openHalt(trip, { killSwitch, isReadOnly });
    opened.venue.place(order());
    opened.venue.place(restingBuy(1, { side: 'sell', effect: 'close' }));
    return opened;
  }

  test('default: a gate that connects while halted cancels what opens, and keeps what reduces', async () => {
    const { gate, timer, working, notifier } = await haltedBefore();
    await gate.connect();
    await timer.pass(5_000);
    expect(await working()).toEqual(['close']);
    expect(notifier.notices).toMatchObject([{ kind: 'trip-proven', reason: 'found halted', by: 'gate' }]);
    await gate.disconnect();
    expect(timer.count).toBe(0);
  });

  test('args: neither all orders nor positions are taken by it, whatever a trip would do', async () => {
    const { gate, venue, timer, working } = await haltedBefore({ cancel: 'all', isFlattening: true });
    venue.held.set('BTC_USDT/long', '5');
    await gate.connect();
    await timer.pass(5_000);
    expect(await working()).toEqual(['close']);
    expect(venue.count('closeAllPositions')).toBe(0);
    await gate.disconnect();
  });

  test('args: one that is not watching does nothing by itself, and sees through what was tripped there', async () => {
    const { gate, venue, timer, working } = await haltedBefore({ isWatching: false });
    await gate.connect();
    venue.fill(venue.place(order(), 'ours').orderId, '0');
    await timer.pass(5_000);
    expect([await working(), timer.count]).toEqual([['open', 'close', 'ours'], 0]);
    venue.dead.add('cancelOrder');
    await gate.trip('drill', 'anna');
    venue.dead.clear();
    await timer.pass(5_000);
    expect(await working()).toEqual(['close']);
  });

  test('args: a gate that only reads changes nothing', async () => {
    const { gate, timer, working } = await haltedBefore({}, true);
    await gate.connect();
    await timer.pass(5_000);
    expect(await working()).toHaveLength(2);
  });

  test('behavior: connected again while a look was under way, it looks no more often than before', async () => {
    const { gate, timer } = openHalt();
    for (let time = 0; time < 3; time += 1) {
      await gate.connect();
      await gate.disconnect();
    }
    await gate.connect();
    await timer.pass(10_000);
    expect(timer.count).toBe(2);
    await gate.disconnect();
    await timer.pass(10_000);
    expect(timer.count).toBe(0);
  });

  test('behavior: another process halts while this one runs: within seconds what opens is gone', async () => {
    const { gate, timer, killSwitch, working } = openHalt();
    await gate.connect();
    await gate.createOrder(order());
    await timer.pass(10_000);
    expect(await working()).toHaveLength(1);
    await killSwitch.set({ state: 'halted', reason: 'drill', by: 'another process' });
    await timer.pass(2_000);
    expect(await working()).toEqual([]);
    await gate.disconnect();
  });
});

test('a halt elsewhere right after a reset here: what opened between the two is cancelled', async () => {
  const { gate, timer, killSwitch, working } = openHalt();
  await gate.connect();
  await gate.trip('drill', 'anna');
  await timer.pass(5_100);
  await gate.reset('over', 'anna');
  expect(codeOf(await gate.createOrder(order()))).toBe('accepted');
  await killSwitch.set({ state: 'halted', reason: 'drill', by: 'another process' });
  await timer.pass(5_000);
  expect(await working()).toEqual([]);
  await gate.disconnect();
});

describe('a trip while somebody resets', () => {
  /** Keeps the next change only when told to, and refuses those after it where that is wanted. */
  class SlowSwitch extends MemoryKillSwitch {
    isBroken = false;
    private held: Array<() => void> = [];
    isHolding = false;

    override async set(change: Parameters<MemoryKillSwitch['set']>[0]) {
      if (this.isHolding) await new Promise<void>((resolve) => this.held.push(resolve));
      else if (this.isBroken) throw new Error('no disk');
      return super.set(change);
    }

    letGo(): void {
      this.isHolding = false;
      for (const go of this.held.splice(0)) go();
    }
  }

  test.each([false, true])('default: it stands, however the reset before it ends (the switch fails after that: %s)', async (isBroken) => {
    const killSwitch = new SlowSwitch();
    const { gate, timer } = openHalt({}, { killSwitch });
    await gate.trip('drill', 'anna');
    killSwitch.isHolding = true;
    const reset = gate.reset('over', 'anna');
    await timer.pass(100);
    killSwitch.isBroken = isBroken;
    const tripped = gate.trip('again', 'ben');
    killSwitch.letGo();
    await reset;
    expect(await gate.tradingState()).toBe('halted');
    expect(codeOf(await gate.createOrder(order()))).toBe('trading-halted');
    expect(await tripped).toMatchObject({ isKept: !isBroken });
    expect(codeOf(await gate.createOrder(order()))).toBe('trading-halted');
  });

  test('behavior: one that was called after a reset is not undone by it', async () => {
    const killSwitch = new SlowSwitch();
    const { gate, timer } = openHalt({}, { killSwitch });
    killSwitch.isHolding = true;
    const first = gate.trip('drill', 'anna');
    await timer.pass(100);
    const reset = gate.reset('over', 'anna');
    const second = gate.trip('again', 'ben');
    killSwitch.letGo();
    await Promise.all([first, reset, second]);
    expect(codeOf(await gate.createOrder(order()))).toBe('trading-halted');
    expect(await killSwitch.read()).toMatchObject({ state: 'halted', reason: 'again' });
  });
});
