import { MemoryDayStartStore } from '@prate/execution-interface';
import { CompositeNotifier } from '../src/trip/composite-notifier';
import type { Notice } from '../src/trip/notifier';
import { Notifier } from '../src/trip/notifier';
import type { Fate } from './fake-venue';
import { closeLong, codeOf, marketBuy, openGate, restingBuy } from './gate-over-fake';

const order = (contracts = 1) => restingBuy(contracts, { price: '40000' });
const fates = (count: number, fate: Fate): Fate[] => Array.from({ length: count }, () => fate);

describe('a series of failures', () => {
  const auth = { code: '401', kind: 'auth' };

  test('default: four failures and a success halt nothing, five in a row do', async () => {
    const { gate, venue, killSwitch, reports } = openGate();
    venue.refusal = auth;
    venue.fates.push(...fates(4, 'refuse'), 'rest', ...fates(4, 'refuse'));
    for (let index = 0; index < 9; index += 1) await gate.createOrder(order());
    expect(await gate.tradingState()).toBe('active');
    venue.fates.push('refuse');
    await gate.createOrder(order());
    // At once, before anything was written or cancelled.
    expect(codeOf(await gate.createOrder(order()))).toBe('trading-halted');
    await gate.settled();
    expect(await killSwitch.read()).toMatchObject({ state: 'halted', reason: '5 failures in a row', by: 'failures' });
    expect(reports).toHaveLength(1);
    expect([...venue.orders.values()].map(({ status }) => status)).toEqual(['cancelled']);
  });

  test('behavior: refusals that speak of the order do not count', async () => {
    const { gate, venue } = openGate();
    venue.fates.push(...fates(20, 'refuse'));
    for (let index = 0; index < 20; index += 1) await gate.createOrder(order());
    expect(await gate.tradingState()).toBe('active');
  });

  test('behavior: count all: whatever is not accepted counts, our own denials too', async () => {
    const { gate } = openGate({}, { trip: { failures: { limit: 3, count: 'all' } } });
    for (let index = 0; index < 3; index += 1) await gate.createOrder(marketBuy(10_000));
    expect(await gate.tradingState()).toBe('halted');
    await gate.settled();
  });

  test('behavior: failing closes count as well, and are never stopped', async () => {
    const { gate, venue } = openGate({}, { trip: { failures: { limit: 2 } } });
    venue.held.set('BTC_USDT/long', '50');
    venue.refusal = auth;
    venue.fates.push(...fates(2, 'refuse'));
    for (let index = 0; index < 2; index += 1) await gate.createOrder(closeLong(1));
    expect(await gate.tradingState()).toBe('halted');
    expect(codeOf(await gate.createOrder(closeLong(1)))).toBe('accepted');
    await gate.settled();
  });

  test('behavior: a reset begins the series anew', async () => {
    const { gate, venue } = openGate({}, { trip: { failures: { limit: 2 } } });
    venue.refusal = auth;
    venue.fates.push(...fates(2, 'refuse'));
    for (let index = 0; index < 2; index += 1) await gate.createOrder(order());
    await gate.reset('key renewed', 'anna');
    venue.fates.push('refuse');
    await gate.createOrder(order());
    expect(codeOf(await gate.createOrder(order()))).toBe('accepted');
  });
});

describe('what a trip does', () => {
  /** One order that opens, one that closes, one plan that opens, one that closes. */
  async function crowded(options: Parameters<typeof openGate>[1] = {}) {
    const opened = openGate({}, options);
    const { venue } = opened;
    venue.held.set('BTC_USDT/long', '50');
    const opening = venue.place(order());
    const closing = venue.place(closeLong(5, { type: 'limit', price: '60000' }));
    const plan = {
      kind: 'plan',
      symbol: 'BTC_USDT',
      contracts: '1',
      effect: 'open',
      positionSide: 'long',
      side: 'buy',
      trigger: { price: '60000' },
    };
    venue.plans.push({ ...plan, id: 'plan-open' } as never, { ...plan, id: 'plan-close', effect: 'close' } as never);
    return { ...opened, opening, closing };
  }

  test('default: what opens is cancelled, what protects and what only reduces stays', async () => {
    const { gate, venue, opening, closing } = await crowded();
    const report = await gate.trip('drill', 'anna');
    expect(report).toMatchObject({
      reason: 'drill',
      by: 'anna',
      isKept: true,
      cancelled: [
        { symbol: 'BTC_USDT', orderId: opening.orderId },
        { symbol: 'BTC_USDT', orderId: 'plan-open' },
      ],
      kept: [{ orderId: closing.orderId }],
      notCancelled: [],
      closed: [],
      stillInFlight: 0,
      isComplete: true,
    });
    expect(venue.plans.map(({ id }) => id)).toEqual(['plan-close']);
    expect(venue.count('closeAllPositions')).toBe(0);
  });

  test('args: all', async () => {
    const { gate, venue } = await crowded({ trip: { cancel: 'all' } });
    expect((await gate.trip('drill', 'anna')).cancelled).toHaveLength(4);
    expect(await venue.getOpenOrders()).toEqual([]);
  });

  test('args: none', async () => {
    const { gate, venue } = await crowded({ trip: { cancel: 'none' } });
    expect(await gate.trip('drill', 'anna')).toMatchObject({ cancelled: [], isComplete: true });
    expect(await venue.getOpenOrders()).toHaveLength(2);
  });

  test('args: positions are closed where that is asked for', async () => {
    const { gate, venue } = await crowded({ trip: { isFlattening: true } });
    const report = await gate.trip('drill', 'anna');
    expect(report).toMatchObject({ closed: [{ symbol: 'BTC_USDT', positionSide: 'long', status: 'accepted' }], isComplete: true });
    expect(venue.held.get('BTC_USDT/long')).toBe('0');
  });

  test('error: it works while the venue is down, says what may work still, and can be asked for again', async () => {
    const { gate, venue, killSwitch } = await crowded();
    await gate.createOrder(order());
    const methods = ['getOpenOrders', 'cancelOrder', 'getPlanOrders', 'getTrailingOrders'];
    for (const name of methods) venue.dead.add(name);
    const report = await gate.trip('venue gone', 'anna');
    expect(await killSwitch.read()).toMatchObject({ state: 'halted' });
    expect(report.isComplete).toBe(false);
    expect(report.notCancelled).toEqual([
      { symbol: 'all', problem: 'working orders could not be listed: getOpenOrders is dead' },
      { symbol: 'BTC_USDT', orderId: expect.stringMatching(/^\d+$/), problem: 'cancelOrder is dead' },
      { symbol: 'all', problem: 'plan orders could not be listed: getPlanOrders is dead' },
      { symbol: 'all', problem: 'trailing orders could not be listed: getTrailingOrders is dead' },
    ]);
    venue.dead.clear();
    expect(await gate.trip('again', 'anna')).toMatchObject({ isComplete: true });
    expect((await venue.getOpenOrders()).map(({ effect }) => effect)).toEqual(['close']);
  });

  test('behavior: an opening that was under way is cancelled when it turns out to be accepted', async () => {
    const { gate, venue } = openGate({}, { trip: { inFlightWaitMs: 20 } });
    let answer: () => void = () => undefined;
    venue.delay = () => new Promise((resolve) => (answer = resolve));
    const pending = gate.createOrder(order());
    while (venue.count('createOrder') === 0) await Promise.resolve();
    const report = await gate.trip('drill', 'anna');
    expect(report).toMatchObject({ stillInFlight: 1, isComplete: false });
    venue.delay = async () => undefined;
    answer();
    expect(codeOf(await pending)).toBe('accepted');
    await new Promise((resolve) => setImmediate(resolve));
    expect([...venue.orders.values()].map(({ status }) => status)).toEqual(['cancelled']);
  });

  test('behavior: an order that nobody knows of is named', async () => {
    const { gate, venue } = openGate();
    venue.fates.push('lost');
    await gate.createOrder(restingBuy(1, { clientOrderId: 'lost-1' }));
    expect(await gate.trip('drill', 'anna')).toMatchObject({
      notCancelled: [{ orderId: 'lost-1', problem: 'nobody knows whether there is such an order' }],
      isComplete: false,
    });
  });
});

describe('loss of the day', () => {
  test('default: at the limit nothing opens, and trading is halted', async () => {
    const { gate, venue, clock, killSwitch } = openGate({ maxDailyLoss: '100' });
    await gate.createOrder(order());
    venue.equity = '9900';
    clock.advance(6_001);
    expect(codeOf(await gate.createOrder(order()))).toBe('daily-loss');
    await gate.settled();
    expect(await killSwitch.read()).toMatchObject({ state: 'halted', by: 'daily-loss' });
  });

  test('args: deny only; the next day starts with what was known last, so nothing is forgotten at midnight and nothing carried over', async () => {
    const { gate, venue, clock } = openGate({ maxDailyLoss: '100' }, { trip: { onDailyLoss: 'deny' } });
    await gate.createOrder(order());
    venue.equity = '9900';
    clock.advance(6_001);
    expect(codeOf(await gate.createOrder(order()))).toBe('daily-loss');
    clock.set(Date.UTC(2026, 9, 8, 0, 0, 1));
    expect(codeOf(await gate.createOrder(order()))).toBe('accepted');
    venue.equity = '9800';
    clock.advance(6_001);
    expect(codeOf(await gate.createOrder(order()))).toBe('daily-loss');
  });

  test('behavior: a restart within the day begins no new one; what is kept of it stands', async () => {
    const dayStarts = new MemoryDayStartStore();
    const before = openGate({ maxDailyLoss: '100' }, { dayStarts });
    await before.gate.createOrder(order());
    const { gate, venue, clock, killSwitch } = openGate({ maxDailyLoss: '100' }, { dayStarts });
    venue.equity = '9900';
    expect(await gate.createOrder(order())).toMatchObject({
      denial: { code: 'daily-loss', context: { found: '100', atDayStart: '10000' } },
    });
    await gate.settled();
    expect(await killSwitch.read()).toMatchObject({ state: 'halted', by: 'daily-loss' });
    clock.set(Date.UTC(2026, 9, 8, 0, 0, 1));
    await gate.reset('another day', 'anna');
    expect(codeOf(await gate.createOrder(order()))).toBe('accepted');
  });

  test('error: a day whose start cannot be read or kept denies what opens, and says why', async () => {
    const dayStarts = new MemoryDayStartStore();
    dayStarts.read = () => Promise.reject(new Error('found "much", expected decimal text'));
    const { gate } = openGate({}, { dayStarts });
    expect(await gate.createOrder(order())).toMatchObject({
      denial: { code: 'account-stale', message: expect.stringContaining('found "much", expected decimal text') },
    });
  });

  test('error: equity that cannot be read denies what opens', async () => {
    const { gate, venue } = openGate();
    venue.dead.add('getBalances');
    expect(await gate.createOrder(order())).toMatchObject({
      denial: { code: 'account-stale', message: expect.stringContaining('getBalances is dead') },
    });
  });
});

describe('notifiers', () => {
  class Told extends Notifier {
    readonly notices: Notice[] = [];
    async notify(notice: Notice): Promise<void> {
      this.notices.push(notice);
    }
  }
  const failing = (what: 'hangs' | 'throws' | 'rejects'): Notifier => ({
    notify: () => {
      if (what === 'throws') throw new Error('no such command');
      return what === 'hangs' ? new Promise(() => undefined) : Promise.reject(new Error('HTTP 500'));
    },
  });

  test('default: what happened is told at once, and what came of it at the end', async () => {
    const notifier = new Told();
    const { gate } = openGate({}, { trip: { notifier } });
    await gate.createOrder(order());
    await gate.trip('drill', 'anna');
    await gate.reset('over', 'anna');
    expect(notifier.notices.map(({ kind, message }) => [kind, message])).toEqual([
      ['tripped', 'trading is halted: drill (anna)'],
      ['trip-finished', 'halted: 1 cancelled, 0 positions to close, nothing is left to do'],
      ['reset', 'trading is active again: over (anna)'],
    ]);
  });

  test.each(['hangs', 'throws', 'rejects'] as const)('error: one that %s keeps nothing from being done', async (what) => {
    const { gate, venue } = openGate({}, { trip: { notifier: failing(what) } });
    await gate.createOrder(order());
    expect(await gate.trip('drill', 'anna')).toMatchObject({ isComplete: true });
    expect(await venue.getOpenOrders()).toEqual([]);
  });

  test('behavior: each of several has its own deadline, and every failure is named', async () => {
    const told = new Told();
    const problems: string[] = [];
    const notifier = new CompositeNotifier({
      notifiers: { hook: failing('hangs'), command: failing('throws'), mail: failing('rejects'), log: told },
      deadlineMs: 20,
      onProblem: ({ name, message }) => problems.push(`${name}: ${message}`),
    });
    await notifier.notify({ kind: 'reset', reason: 'r', by: 'b', atMs: 1, message: 'm' });
    expect(told.notices).toHaveLength(1);
    expect(problems.sort()).toEqual(['command: no such command', 'hook: no answer within 20 ms', 'mail: HTTP 500']);
  });
});
