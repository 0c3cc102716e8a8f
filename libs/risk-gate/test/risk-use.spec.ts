import { marketBuy, openGate, restingBuy } from './gate-over-fake';

test('default: nothing is held: every limit is free', async () => {
  const { gate } = openGate();
  expect(await gate.riskUse()).toMatchObject({
    tradingState: 'active',
    failuresInRow: 0,
    failuresToTrip: 5,
    openOrders: 0,
    maxOpenOrders: 50,
    ordersInWindow: 0,
    maxOrdersInWindow: 60,
    windowMs: 60_000,
    contracts: [],
    currencies: [],
  });
});

test('default: what was handed on is used, by side and by currency, beside its limits', async () => {
  const { gate } = openGate({ maxPositionNotional: '2000', maxTotalNotional: '3000', maxDailyLoss: '100' });
  await gate.createOrder(marketBuy(10));
  await gate.createOrder(restingBuy(20));
  const use = await gate.riskUse();
  expect(use).toMatchObject({ ordersInWindow: 2, tradingState: 'active' });
  const long = use.contracts.find(({ positionSide }) => positionSide === 'long');
  expect(long).toMatchObject({ symbol: 'BTC_USDT', contracts: '30', notional: '150', limits: { maxPositionNotional: '2000' } });
  expect(use.contracts.find(({ positionSide }) => positionSide === 'short')).toMatchObject({ contracts: '0', notional: '0' });
  expect(use.currencies).toMatchObject([
    { currency: 'USDT', totalNotional: '150', maxTotalNotional: '3000', maxDailyLoss: '100', loss: '0' },
  ]);
});

test('behavior: a halted gate says so, and asking sends nothing', async () => {
  const { gate, venue } = openGate();
  await gate.trip('drill', 'anna');
  const before = venue.calls.length;
  expect(await gate.riskUse()).toMatchObject({ tradingState: 'halted' });
  const asked = venue.calls.slice(before).map(([name]) => name);
  expect(asked.filter((name) => name !== 'health' && !name.startsWith('get'))).toEqual([]);
});
