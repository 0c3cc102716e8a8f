import { InvalidRequestError, type MexcFuturesRest } from '../src';
import { replay, type ReplayCase, requireGoldenBodies, rowsUnder, startClient } from './replay';

const core = {
  ...{ symbol: 'BTC_USDT', side: 1, vol: '10', leverage: 20, openType: 2, triggerPrice: '59000.10', triggerType: 2 },
  ...{ executeCycle: 2, orderType: 1, trend: 2, price: '59010' },
};
const full = {
  ...core,
  ...{ priceProtect: 1, positionMode: 2, reduceOnly: false },
  ...{ stopLossPrice: '58000.5', takeProfitPrice: '63000', lossTrend: 3, profitTrend: 1 },
};
const closeAtMarket = {
  ...{ symbol: 'BTC_USDT', side: 4, vol: '10', openType: 1, triggerPrice: '59000', triggerType: 2 },
  ...{ executeCycle: 1, orderType: 5, trend: 1, positionMode: 1 },
};
const change = { symbol: 'BTC_USDT', orderId: '739206374277809665' };
const prices = { ...change, triggerPrice: '59100', price: '59110.5', orderType: 1, triggerType: 2, trend: 3 };
const stops = { ...change, stopLossPrice: '58000.5', takeProfitPrice: '63000', lossTrend: 2, profitTrend: 3 };
const page = { startTimeMs: 1788000000000, endTimeMs: 1795776000000, pageNum: 1, pageSize: 100 };

const waiting = {
  ...{ id: '739114860879304259', symbol: 'DOGE_USDT', leverage: 2, side: 1, triggerPrice: '0.18001', price: '0.18', vol: '1' },
  ...{ openType: 1, triggerType: 2, state: 1, executeCycle: 87600, trend: 1, orderType: 1, errorCode: 0, priceProtect: 0 },
  ...{ positionMode: 1, lossTrend: 1, profitTrend: 1, reduceOnly: false, createTime: 1788000115000, updateTime: 1788000115000 },
};
const executed = {
  ...{ id: '739114860879304261', symbol: 'BTC_USDT', leverage: 20, side: 4, triggerPrice: '58000', vol: '3', openType: 2 },
  ...{ triggerType: 2, state: 3, executeCycle: 24, trend: 2, orderType: 5, orderId: '739206374277809667', errorCode: 0, priceProtect: 1 },
  ...{ positionMode: 2, lossTrend: 2, profitTrend: 3, stopLossPrice: '57000.5', takeProfitPrice: '61000', reduceOnly: true },
  ...{ marketOrderLevel: 20, extraTakerFeeRate: '0.0001', createTime: 1788000115000, updateTime: 1788000200000 },
};

const cases: readonly ReplayCase[] = [
  {
    endpoint: 'create-plan-order',
    fixture: 'quoted-id',
    call: ({ private: { createPlanOrder } }) => createPlanOrder(full),
    url: '/api/v1/private/planorder/place/v2',
    body: 'golden',
    value: '739206374277809665',
  },
  {
    endpoint: 'create-plan-order',
    fixture: 'bare-id',
    call: ({ private: { createPlanOrder } }) => createPlanOrder(full),
    url: '/api/v1/private/planorder/place/v2',
    body: 'golden',
    value: '739206374277809665',
  },
  {
    endpoint: 'create-plan-order',
    fixture: 'object',
    call: ({ private: { createPlanOrder } }) => createPlanOrder(closeAtMarket),
    url: '/api/v1/private/planorder/place/v2',
    body:
      '{"symbol":"BTC_USDT","side":4,"vol":10,"openType":1,"triggerPrice":59000,"triggerType":2,"executeCycle":1,"orderType":5,"trend":1,' +
      '"positionMode":1}',
    value: '739206374277809665',
  },
  {
    endpoint: 'create-plan-order-legacy',
    fixture: 'bare-id',
    call: ({ private: { createPlanOrderLegacy } }) =>
      createPlanOrderLegacy({
        ...core,
        ...{ side: 3, openType: 1, triggerPrice: '61000', triggerType: 1, executeCycle: 1, orderType: 4, trend: 1, price: '60990.5' },
      }),
    url: '/api/v1/private/planorder/place',
    body: 'golden',
    value: '739206374277809669',
  },
  {
    endpoint: 'change-plan-order-price',
    fixture: 'nothing',
    call: ({ private: { changePlanOrderPrice } }) => changePlanOrderPrice(prices),
    url: '/api/v1/private/planorder/change_price',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'change-plan-order-stop',
    fixture: 'nothing',
    call: ({ private: { changePlanOrderStop } }) => changePlanOrderStop(stops),
    url: '/api/v1/private/planorder/change_stop_order',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'change-plan-order-stop',
    fixture: 'nothing',
    call: ({ private: { changePlanOrderStop } }) =>
      changePlanOrderStop({ ...change, stopLossPrice: '58000', lossTrend: 1, takeProfitPrice: null }),
    url: '/api/v1/private/planorder/change_stop_order',
    body: '{"symbol":"BTC_USDT","orderId":739206374277809665,"stopLossPrice":58000,"takeProfitPrice":0,"lossTrend":1}',
    value: undefined,
  },
  {
    endpoint: 'cancel-plan-orders',
    fixture: 'nothing',
    call: ({ private: { cancelPlanOrders } }) =>
      cancelPlanOrders({ orders: [change, { symbol: 'ETH_USDT', orderId: '739206374277809667' }] }),
    url: '/api/v1/private/planorder/cancel',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'cancel-all-plan-orders',
    fixture: 'nothing',
    call: ({ private: { cancelAllPlanOrders } }) => cancelAllPlanOrders({ symbol: 'BTC_USDT' }),
    url: '/api/v1/private/planorder/cancel_all',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'cancel-all-plan-orders',
    fixture: 'nothing',
    call: ({ private: { cancelAllPlanOrders } }) => cancelAllPlanOrders(),
    url: '/api/v1/private/planorder/cancel_all',
    body: '{}',
    value: undefined,
  },
  {
    endpoint: 'list-plan-orders',
    fixture: 'bare',
    call: ({ private: { listPlanOrders } }) => listPlanOrders({ symbol: 'BTC_USDT', states: [1, 3], side: 4, ...page }),
    url:
      '/api/v1/private/planorder/list/orders?end_time=1795776000000&page_num=1&page_size=100&side=4&start_time=1788000000000' +
      '&states=1%2C3&symbol=BTC_USDT',
    value: [waiting, executed],
  },
  {
    endpoint: 'list-plan-orders',
    fixture: 'paged',
    call: ({ private: { listPlanOrders } }) => listPlanOrders(page),
    url: '/api/v1/private/planorder/list/orders?end_time=1795776000000&page_num=1&page_size=100&start_time=1788000000000',
    value: [waiting],
  },
];

describe('plan orders', () => {
  replay(cases);
  requireGoldenBodies(cases);

  it('behavior: every row of the family is played', () => {
    expect([...new Set(cases.map(({ endpoint }) => endpoint))].sort()).toEqual(rowsUnder('/api/v1/private/planorder/'));
  });
});

describe('plan orders, refused', () => {
  const client = startClient();

  type Private = MexcFuturesRest['private'];
  it.each<[string, (rest: Private) => Promise<unknown>, string[]]>([
    ['a client order id', (rest) => rest.createPlanOrder({ ...full, externalOid: 'mine' } as never), ['externalOid']],
    ['an opening one without leverage', (rest) => rest.createPlanOrder({ ...full, leverage: undefined }), ['leverage']],
    ['a limit one without price', (rest) => rest.createPlanOrder({ ...full, price: undefined }), ['price']],
    ['a market one with price', (rest) => rest.createPlanOrder({ ...closeAtMarket, price: '1' }), ['price']],
    ['reduce-only in hedge mode', (rest) => rest.createPlanOrder({ ...closeAtMarket, reduceOnly: true }), ['reduceOnly']],
    ['a trend without its price', (rest) => rest.createPlanOrder({ ...closeAtMarket, lossTrend: 1 }), ['lossTrend']],
    [
      'codes out of their tables',
      (rest) => rest.createPlanOrder({ ...full, triggerType: 3, executeCycle: 24, orderType: 6, trend: 0 }),
      ['triggerType', 'executeCycle', 'orderType', 'trend'],
    ],
    ['a position mode at the older address', (rest) => rest.createPlanOrderLegacy({ ...core, positionMode: 1 } as never), ['positionMode']],
    [
      'a change without trigger price',
      (rest) => rest.changePlanOrderPrice({ ...prices, triggerPrice: undefined } as never),
      ['triggerPrice'],
    ],
    [
      'a stop-loss that was forgotten, which would be removed',
      (rest) => rest.changePlanOrderStop({ ...change, takeProfitPrice: '63000', profitTrend: 1 } as never),
      ['stopLossPrice'],
    ],
    ['a price without its trend', (rest) => rest.changePlanOrderStop({ ...stops, lossTrend: undefined }), ['lossTrend']],
    ['a trend of a price that goes', (rest) => rest.changePlanOrderStop({ ...stops, stopLossPrice: null }), ['lossTrend']],
    ['a price of zero', (rest) => rest.changePlanOrderStop({ ...stops, stopLossPrice: '0' }), ['stopLossPrice']],
    ['ids without their contract', (rest) => rest.cancelPlanOrders({ orders: [{ orderId: '1' } as never] }), ['orders[0].symbol']],
    ['51 ids', (rest) => rest.cancelPlanOrders({ orders: Array(51).fill(change) }), ['orders']],
    ['no ids', (rest) => rest.cancelPlanOrders({ orders: [] }), ['orders']],
    ['an empty symbol', (rest) => rest.cancelAllPlanOrders({ symbol: '' }), ['symbol']],
    ['a state of trailing orders', (rest) => rest.listPlanOrders({ ...page, states: [0] }), ['states[0]']],
    ['no times', (rest) => rest.listPlanOrders({ pageNum: 1, pageSize: 100 } as never), ['startTimeMs', 'endTimeMs']],
    ['91 days', (rest) => rest.listPlanOrders({ ...page, endTimeMs: page.endTimeMs + 86_400_000 }), ['endTimeMs']],
  ])('error: %s is refused before anything is sent', async (_what, call, parameters) => {
    const error: unknown = await call(client.rest.private).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as InvalidRequestError).issues.map(({ parameter }) => parameter)).toEqual(parameters);
    expect(client.server.arrivals).toHaveLength(0);
  });
});
