import { ExecutionInterface } from '@prate/execution-interface';
import { RiskGate } from '../src/risk-gate';
import { closeLong, marketBuy, openGate, restingBuy } from './gate-over-fake';

/** Every method there is, with arguments that make sense; a new one is on no list and fails the test below. */
const mutations: Record<string, readonly unknown[]> = {
  createOrder: [marketBuy(1)],
  createOrders: [[marketBuy(1), closeLong(1)]],
  amendOrder: [{ symbol: 'BTC_USDT', orderId: '1', price: '1', size: { contracts: 1 } }],
  chaseOrder: ['BTC_USDT', '1'],
  cancelOrder: ['BTC_USDT', '1'],
  cancelOrders: ['BTC_USDT', ['1', '2']],
  cancelAllOrders: [],
  createPlanOrder: [{ ...restingBuy(1), trigger: { price: '1' } }],
  createStopOrder: [{ symbol: 'BTC_USDT', positionSide: 'long', size: 'whole-position' }],
  createTrailingOrder: [{ ...marketBuy(1), callback: { fraction: '0.1' } }],
  amendPlanOrder: [{ symbol: 'BTC_USDT', id: '1' }],
  amendProtection: [{ symbol: 'BTC_USDT', of: 'order', id: '1' }],
  amendTrailingOrder: [{ symbol: 'BTC_USDT', id: '1', contracts: 1 }],
  cancelConditionalOrder: [{ kind: 'plan', symbol: 'BTC_USDT', id: '1' }],
  cancelAllConditionalOrders: [{ kind: 'plan' }],
  createProtectedOrder: [marketBuy(1, { protection: { stopLoss: { price: '1', reference: 'last' } } })],
  closePosition: [{ symbol: 'BTC_USDT', type: 'market' }],
  closeAllPositions: [],
  reversePosition: [{ symbol: 'BTC_USDT', positionSide: 'long' }],
  changeMargin: [{ symbol: 'BTC_USDT' }],
  setAutoAddMargin: [{ symbol: 'BTC_USDT' }],
  setPositionMode: [{ positionMode: 'hedge' }],
  setLeverage: [{ symbol: 'BTC_USDT', leverage: 1, positionSide: 'long', marginMode: 'cross' }],
  openLong: [{ symbol: 'BTC_USDT', type: 'market', contracts: 1, leverage: 1, marginMode: 'cross' }],
  openShort: [{ symbol: 'BTC_USDT', type: 'market', contracts: 1, leverage: 1, marginMode: 'cross' }],
  closeLong: [{ symbol: 'BTC_USDT', type: 'market', contracts: 1 }],
  closeShort: [{ symbol: 'BTC_USDT', type: 'market', contracts: 1 }],
};
const reads = ['connect', 'disconnect', 'health', 'watchEvents', 'preview', 'tradingState', 'settled', 'protection', 'riskUse'];
const switches = ['trip', 'reset'];

/** Methods of the gate and of what it extends. */
function methods(): string[] {
  const names = new Set<string>();
  for (let type = RiskGate.prototype as object; type !== Object.prototype; type = Object.getPrototypeOf(type) as object) {
    for (const name of Object.getOwnPropertyNames(type)) names.add(name);
  }
  const isPublic = (name: string) =>
    !['constructor', 'conditional', 'open', 'followed', 'cancelAllWithStops', 'close', 'hear', 'refuse', 'objectToLeverage'].includes(name);
  return [...names].filter(isPublic);
}

test('behavior: each method of the gate is a query, a switch or on the list of this test', () => {
  const unknown = methods().filter(
    (name) => !(name in mutations) && !reads.includes(name) && !switches.includes(name) && !name.startsWith('get'),
  );
  expect(unknown).toEqual([]);
  expect(Object.keys(mutations).filter((name) => !methods().includes(name))).toEqual([]);
  expect(RiskGate.prototype).toBeInstanceOf(ExecutionInterface);
});

test.each(Object.entries(mutations))('behavior: read-only: %s is denied and reaches nothing', async (name, args) => {
  const { gate, venue } = openGate({}, { isReadOnly: true });
  venue.held.set('BTC_USDT/long', '5');
  venue.place(restingBuy(1));
  const before = venue.calls.length;
  const outcome = await (gate as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>)[name]?.(...args);
  for (const one of Array.isArray(outcome) ? outcome : [outcome]) {
    const single = name === 'createProtectedOrder' ? (one as { entry: unknown }).entry : (one as unknown);
    expect(single).toMatchObject({ status: 'denied', denial: { code: 'read-only', message: expect.stringContaining('read-only mode') } });
  }
  const reached = venue.calls.slice(before).map(([called]) => called);
  expect(reached.filter((called) => called in mutations)).toEqual([]);
});

test('behavior: read-only: queries work, a trip halts and reaches nothing', async () => {
  const { gate, venue, killSwitch } = openGate({}, { isReadOnly: true, trip: { cancel: 'all', isFlattening: true } });
  venue.place(restingBuy(1));
  expect(await gate.getOpenOrders()).toHaveLength(1);
  expect(await gate.trip('drill', 'anna')).toMatchObject({ isKept: true, isComplete: false, cancelled: [] });
  expect(await killSwitch.read()).toMatchObject({ state: 'halted' });
  expect(venue.calls.filter(([called]) => called in mutations)).toEqual([]);
  expect(await gate.preview(marketBuy(1))).toMatchObject({
    isAllowed: false,
    verdicts: expect.arrayContaining([expect.objectContaining({ check: 'read-only' })]),
  });
});
