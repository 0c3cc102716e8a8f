import { KillSwitch, type TradingState, type TradingStateChange } from '@prate/execution-interface';
import { closeLong, codeOf, marketBuy, openGate, restingBuy } from './gate-over-fake';

/** A switch that another process throws, that fails and hangs when told to. */
class SharedSwitch extends KillSwitch {
  state: TradingState = 'active';
  isBroken = false;
  reads = 0;
  async read(): Promise<TradingStateChange> {
    this.reads += 1;
    if (this.isBroken) throw new Error('disk away');
    return { state: this.state, reason: 'test', by: 'test', atMs: 0 };
  }
  async set({ state, reason, by }: Omit<TradingStateChange, 'atMs'>): Promise<TradingStateChange> {
    if (this.isBroken) throw new Error('disk full');
    this.state = state;
    return { state, reason, by, atMs: 0 };
  }
  async history(): Promise<readonly TradingStateChange[]> {
    return [];
  }
}

function setUp(state: TradingState = 'active') {
  const killSwitch = new SharedSwitch();
  killSwitch.state = state;
  const opened = openGate({}, { killSwitch });
  opened.venue.held.set('BTC_USDT/long', '50');
  return { ...opened, killSwitch };
}

test.each([
  ['active', 'accepted'],
  ['reducing', 'trading-reducing'],
  ['halted', 'trading-halted'],
] as const)('default: %s: an opening is %s; closes and cancels pass', async (state, expected) => {
  const { gate, venue } = setUp(state);
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe(expected);
  expect(codeOf(await gate.createOrder(closeLong(5)))).toBe('accepted');
  expect(codeOf(await gate.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 5 }))).toBe('accepted');
  await gate.closePosition({ symbol: 'BTC_USDT', type: 'market' });
  await gate.closeAllPositions();
  const order = venue.place(restingBuy(1));
  expect(await gate.cancelOrder('BTC_USDT', order.orderId)).toMatchObject({ status: 'cancelled' });
  await gate.cancelAllOrders();
  await gate.cancelAllConditionalOrders({ kind: 'plan' });
  for (const name of ['closePosition', 'closeAllPositions', 'cancelAllOrders', 'cancelAllConditionalOrders'])
    expect(venue.count(name)).toBe(1);
});

test('behavior: a switch thrown by another process counts within half a second, and is not asked more often', async () => {
  const { gate, clock, killSwitch } = setUp();
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('accepted');
  killSwitch.state = 'halted';
  clock.advance(449);
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('accepted');
  expect(killSwitch.reads).toBe(1);
  clock.advance(1);
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('trading-halted');
});

test('error: a switch that cannot be read denies what opens and names why; closes and cancels pass', async () => {
  const { gate, killSwitch } = setUp();
  killSwitch.isBroken = true;
  expect(await gate.createOrder(marketBuy(1))).toMatchObject({
    denial: { code: 'trading-state-unknown', message: expect.stringContaining('disk away') },
  });
  expect(codeOf(await gate.createOrder(closeLong(1)))).toBe('accepted');
  killSwitch.isBroken = false;
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('accepted');
});

test('error: a switch that cannot be written halts this process all the same, until somebody resets it', async () => {
  const { gate, clock, killSwitch } = setUp();
  killSwitch.isBroken = true;
  expect(await gate.trip('drill', 'anna')).toMatchObject({ isKept: false, keepProblem: 'disk full', isComplete: false });
  killSwitch.isBroken = false;
  clock.advance(5_000);
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('trading-halted');
  expect(await gate.trip('drill', 'anna')).toMatchObject({ isKept: true });
  expect(killSwitch.state).toBe('halted');
  await gate.reset('drill is over', 'anna');
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('accepted');
});

test('behavior: halted the moment trip is called, for orders on their way, too', async () => {
  const { gate, venue } = setUp();
  const pending = gate.createOrder(marketBuy(1));
  const trip = gate.trip('drill', 'anna');
  expect(codeOf(await pending)).toBe('trading-halted');
  await trip;
  expect(venue.count('createOrder')).toBe(0);
});

test('error: a reset without reason or name changes nothing', async () => {
  const { gate } = openGate();
  await gate.trip('drill', 'anna');
  await expect(gate.reset('', 'anna')).rejects.toThrow('reason');
  expect(await gate.tradingState()).toBe('halted');
  await gate.reset('drill is over', 'anna');
  expect(await gate.tradingState()).toBe('active');
});
