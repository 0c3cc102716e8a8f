import { closeLong, codeOf, marketBuy, openGate, restingBuy } from './gate-over-fake';

const trigger = { price: '60000', reference: 'last', direction: 'at-or-above' } as const;
const plan = (contracts: number, more: object = {}) => ({ ...marketBuy(contracts), trigger, validFor: 'one-day', ...more }) as never;
const trailing = (contracts: number, more: object = {}) => {
  const { type: _type, ...order } = marketBuy(contracts);
  return { ...order, callback: { fraction: '0.01' }, reference: 'last', ...more } as never;
};
const row = { kind: 'plan', symbol: 'BTC_USDT', effect: 'open', side: 'buy', positionSide: 'long', leverage: 10, marginMode: 'isolated' };
const LATER_MS = 2_501;

/** A venue that takes every conditional order and lists it. */
function setUp(limits: Parameters<typeof openGate>[0] = {}) {
  const opened = openGate({ maxOrderNotional: '10000', maxPositionNotional: '1200', maxTotalNotional: '10000', ...limits });
  const { venue } = opened;
  const take = (list: unknown[], kind: string) => async (command: { contracts: number; effect: string; trigger?: object }) => {
    const order = { ...row, ...command, kind, id: `${kind}-${list.length}`, contracts: String(command.contracts) };
    list.push(order);
    return { status: 'accepted', intentId: order.id, order };
  };
  Object.assign(venue, {
    createPlanOrder: take(venue.plans, 'plan'),
    createTrailingOrder: take(venue.trails, 'trailing'),
    amendOrder: async ({ orderId }: { orderId: string }) => ({ status: 'notFound', orderId }),
    reversePosition: async () => ({ status: 'accepted' }),
    getPosition: async (symbol: string, side: string) =>
      (await venue.getPositions()).find((held) => held.symbol === symbol && held.side === side),
  });
  return opened;
}

test('default: a plan order that opens takes its room at once, and keeps it while it waits, at the price that it waits for', async () => {
  const { gate, venue, clock } = setUp();
  expect(codeOf(await gate.createPlanOrder(plan(201)))).toBe('max-position');
  expect(codeOf(await gate.createPlanOrder(plan(200)))).toBe('accepted');
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('max-position');
  clock.advance(LATER_MS);
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('max-position');
  venue.plans.length = 0;
  clock.advance(LATER_MS);
  expect(codeOf(await gate.createOrder(marketBuy(240)))).toBe('accepted');
});

test('behavior: a plan order that has become an order is counted as that', async () => {
  const { gate, venue, clock } = setUp();
  await gate.createPlanOrder(plan(200));
  venue.plans.length = 0;
  venue.place(restingBuy(200));
  clock.advance(LATER_MS);
  expect(codeOf(await gate.createOrder(marketBuy(41)))).toBe('max-position');
  expect(codeOf(await gate.createOrder(marketBuy(40)))).toBe('accepted');
});

test('behavior: a trailing order is judged at its activation price, or at the mark', async () => {
  const { gate } = setUp();
  expect(codeOf(await gate.createTrailingOrder(trailing(201, { activationPrice: '60000' })))).toBe('max-position');
  expect(codeOf(await gate.createTrailingOrder(trailing(201)))).toBe('accepted');
  expect(codeOf(await gate.createOrder(marketBuy(40)))).toBe('max-position');
});

test('behavior: what waits and only reduces is held against the grid alone, whatever the state', async () => {
  const { gate } = setUp();
  await gate.trip('drill', 'anna');
  expect(codeOf(await gate.createPlanOrder(plan(1)))).toBe('trading-halted');
  const closing = { effect: 'close', side: 'sell', leverage: undefined, marginMode: undefined };
  expect(codeOf(await gate.createPlanOrder(plan(400, closing)))).toBe('accepted');
  expect(codeOf(await gate.createTrailingOrder(trailing(400, closing)))).toBe('accepted');
  expect(codeOf(await gate.createPlanOrder(plan(400, { ...closing, trigger: { ...trigger, price: '0.05' } })))).toBe('price-off-tick');
});

test('behavior: an amendment is judged in place of what it was; both count until a reading shows which holds', async () => {
  const { gate, venue, clock } = setUp();
  const order = venue.place(restingBuy(200));
  const amend = (contracts: number) => gate.amendOrder({ symbol: 'BTC_USDT', orderId: order.orderId, price: '50000', size: { contracts } });
  expect(codeOf(await amend(241))).toBe('max-position');
  Object.assign(venue, {
    amendOrder: async () => {
      venue.orders.set(order.orderId, { ...order, contracts: '240' });
      return { status: 'accepted', order, formerOrderId: order.orderId };
    },
  });
  expect(codeOf(await amend(240))).toBe('accepted');
  clock.advance(LATER_MS);
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('max-position');
  venue.fill(order.orderId, '0');
  await gate.cancelOrder('BTC_USDT', order.orderId);
  clock.advance(LATER_MS);
  expect(codeOf(await gate.createOrder(marketBuy(240)))).toBe('accepted');
});

test('behavior: an amendment of what closes, or of what nobody knows, goes straight on', async () => {
  const { gate, venue } = setUp();
  venue.held.set('BTC_USDT/long', '5');
  const close = venue.place(closeLong(5, { type: 'limit', price: '60000' }));
  await gate.trip('drill', 'anna');
  for (const orderId of [close.orderId, '1']) {
    expect(codeOf(await gate.amendOrder({ symbol: 'BTC_USDT', orderId, price: '1', size: { contracts: 1 } }))).toBe('notFound');
  }
  venue.dead.add('getOrder');
  expect(await gate.amendOrder({ symbol: 'BTC_USDT', orderId: '1', price: '1', size: { contracts: 1 } })).toMatchObject({
    denial: { code: 'not-sent', message: expect.stringContaining('getOrder is dead') },
  });
});

test('behavior: a reversal needs room on the other side for as much as there is', async () => {
  const { gate, venue, clock } = setUp();
  venue.held.set('BTC_USDT/long', '200');
  venue.place(restingBuy(41, { side: 'sell' }));
  expect(codeOf(await gate.reversePosition({ symbol: 'BTC_USDT', positionSide: 'long' }))).toBe('max-position');
  venue.orders.clear();
  clock.advance(LATER_MS);
  expect(codeOf(await gate.reversePosition({ symbol: 'BTC_USDT', positionSide: 'long' }))).toBe('accepted');
  await gate.trip('drill', 'anna');
  expect(codeOf(await gate.reversePosition({ symbol: 'BTC_USDT', positionSide: 'long' }))).toBe('trading-halted');
});

test('default: several orders, one after the other, each in the room that is left; a call off stops the rest', async () => {
  const { gate, venue } = setUp();
  const outcomes = await gate.createOrders([marketBuy(200), marketBuy(200), marketBuy(40)]);
  expect(outcomes.map(codeOf)).toEqual(['accepted', 'max-position', 'accepted']);
  const before = venue.count('createOrder');
  expect((await gate.createOrders([marketBuy(1), marketBuy(1)], { signal: AbortSignal.abort() })).map(codeOf)).toEqual([
    'not-sent',
    'not-sent',
  ]);
  expect(venue.count('createOrder')).toBe(before);
});

test('behavior: a leverage above the limit is not set', async () => {
  const { gate, venue } = setUp({ bySymbol: { ETH_USDT: { maxLeverage: 5 } } });
  const set = (symbol: string, leverage: number) => gate.setLeverage({ symbol, leverage, positionSide: 'long', marginMode: 'cross' });
  expect(await set('BTC_USDT', 21)).toMatchObject({ denial: { code: 'max-leverage', context: { found: 21, limit: 20 } } });
  expect(await set('ETH_USDT', 6)).toMatchObject({ denial: { code: 'max-leverage' } });
  expect(venue.count('setLeverage')).toBe(0);
  await set('BTC_USDT', 20);
  await set('ETH_USDT', 5);
  expect(venue.count('setLeverage')).toBe(2);
});
