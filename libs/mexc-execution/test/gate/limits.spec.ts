import { marketBuy, restingBuy } from '../desk';
import { closeLong, codeOf, openGateDesk } from './gate-desk';

const LATER_MS = 3_000;

test('default: 50 orders at once: what is held and what works never exceeds the limit, and afterwards all that is not held is free', async () => {
  const { desk, gate } = await openGateDesk({
    limits: { maxPositionNotional: '1000000', maxTotalNotional: '1000000', bySymbol: { BTC_USDT: { maxPositionContracts: '100' } } },
  });
  const { faults } = desk.simulator.control;
  for (const name of ['refuse-510', 'maintenance-604', 'refuse-510'] as const) faults.next('create-order', name);
  const sizes = Array.from({ length: 50 }, (_, index) => 1 + ((index * 7) % 13));
  const outcomes = await desk.during(
    Promise.all(
      sizes.map((contracts, index) => {
        const { quantity: _quantity, ...order } = (index % 2 === 0 ? marketBuy() : restingBuy()) as { quantity?: string };
        return gate.createOrder({ ...order, contracts } as never);
      }),
    ),
  );
  const taken = () => {
    const { orders, positions } = desk.simulator.control.snapshot();
    const held = positions.reduce((sum, { holdVol }) => sum + Number(holdVol), 0);
    return orders.filter(({ state }) => state === 'working').reduce((sum, { vol, dealVol }) => sum + Number(vol) - Number(dealVol), held);
  };
  expect(taken()).toBeLessThanOrEqual(100);
  expect(outcomes.filter(({ status }) => status === 'accepted').length).toBeGreaterThan(5);

  await desk.until(() => desk.execution.health().state === 'healthy');
  await desk.during(gate.cancelAllOrders());
  await desk.pass(LATER_MS);
  const free = 100 - taken();
  const { quantity: _quantity, ...order } = marketBuy() as { quantity?: string };
  expect(codeOf(await desk.during(gate.createOrder({ ...order, contracts: free + 1 } as never)))).toBe('max-position');
  expect(codeOf(await desk.during(gate.createOrder({ ...order, contracts: free } as never)))).toBe('accepted');
}, 60_000);

test("behavior: the venue's own price band: both numbers are named before anything is sent", async () => {
  const { desk, gate, arrivals } = await openGateDesk({ limits: { priceCollar: '1' } });
  const { priceBand } = await desk.marketData.getInstrument('BTC_USDT');
  const outcome = await desk.during(gate.createOrder(restingBuy({ price: '99000' })));
  // Denied here where the contract list states the band, refused there where it does not.
  expect(codeOf(outcome)).toBe(priceBand === undefined ? 'rejected' : 'price-band');
  expect(arrivals().filter((path) => path === 'order/create')).toHaveLength(priceBand === undefined ? 1 : 0);
});

test('behavior: preview sends nothing', async () => {
  const { desk, gate, arrivals } = await openGateDesk();
  const preview = await desk.during(gate.preview(marketBuy()));
  expect(preview).toMatchObject({ isAllowed: true, estimate: { size: { contracts: '10', quantity: '0.001' }, fee: { of: 'account' } } });
  expect(arrivals()).toEqual([]);
  // What the venue says afterwards is what was estimated before, to a tick or two of the fill.
  await desk.during(gate.createOrder(marketBuy()));
  const position = await desk.during(gate.getPosition('BTC_USDT'));
  const off = Math.abs(Number(position?.liquidationPrice) - Number(preview.estimate?.liquidationPrice));
  expect(off / Number(position?.liquidationPrice)).toBeLessThan(0.001);
});

test('behavior: read-only: every command, nothing arrives', async () => {
  const { desk, gate, arrivals } = await openGateDesk({ isReadOnly: true, trip: { cancel: 'all', isFlattening: true } });
  const symbol = 'BTC_USDT';
  const trigger = { price: '90000', reference: 'last', direction: 'at-or-above' } as const;
  const { type: _type, ...untyped } = marketBuy();
  const attempts: ReadonlyArray<() => Promise<unknown>> = [
    () => gate.createOrder(marketBuy()),
    () => gate.createOrder(closeLong(1)),
    () => gate.createOrders([marketBuy(), restingBuy()]),
    () => gate.openLong({ symbol, type: 'market', contracts: 1, leverage: 10, marginMode: 'isolated' }),
    () => gate.closeShort({ symbol, type: 'market', contracts: 1 }),
    () => gate.amendOrder({ symbol, orderId: '1', price: '1', size: { contracts: 1 } }),
    () => gate.chaseOrder(symbol, '1'),
    () => gate.cancelOrder(symbol, '1'),
    () => gate.cancelOrders(symbol, ['1']),
    () => gate.cancelAllOrders(),
    () => gate.createPlanOrder({ ...marketBuy(), trigger, validFor: 'one-day' } as never),
    () => gate.createStopOrder({ symbol, positionSide: 'long', size: 'whole-position', stopLoss: { price: '1', reference: 'last' } }),
    () => gate.createTrailingOrder({ ...untyped, callback: { fraction: '0.01' }, reference: 'last' } as never),
    () => gate.amendPlanOrder({ symbol, id: '1', trigger, type: 'market' }),
    () => gate.amendProtection({ symbol, of: 'order', id: '1' }),
    () => gate.amendTrailingOrder({ symbol, id: '1', callback: { fraction: '0.01' }, reference: 'last', contracts: 1 }),
    () => gate.cancelConditionalOrder({ kind: 'plan', symbol, id: '1' }),
    () => gate.cancelAllConditionalOrders({ kind: 'stop' }),
    () => gate.closePosition({ symbol, type: 'market' }),
    () => gate.closeAllPositions(),
    () => gate.reversePosition({ symbol, positionSide: 'long' }),
    () => gate.changeMargin({ symbol, positionSide: 'long', amount: '1', direction: 'add' }),
    () => gate.setAutoAddMargin({ symbol, positionSide: 'long', isEnabled: true }),
    () => gate.setPositionMode({ positionMode: 'one-way' }),
    () => gate.setLeverage({ symbol, positionSide: 'long', leverage: 5, marginMode: 'isolated' }),
  ];
  for (const attempt of attempts) {
    const outcomes = await desk.during(attempt());
    for (const outcome of Array.isArray(outcomes) ? outcomes : [outcomes]) expect(outcome).toMatchObject({ denial: { code: 'read-only' } });
  }
  await desk.during(gate.trip('drill', 'anna'));
  await desk.during(gate.getPositions());
  expect(arrivals()).toEqual([]);
});
