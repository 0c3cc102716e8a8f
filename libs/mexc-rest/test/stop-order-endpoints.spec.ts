import { InvalidRequestError, type MexcFuturesRest } from '../src';
import { replay, type ReplayCase, requireGoldenBodies, rowsUnder, startClient } from './replay';

const both = { stopLossPrice: '58000.5', takeProfitPrice: '63000', lossTrend: 2, profitTrend: 3 };
const reverses = { takeProfitReverse: 2, stopLossReverse: 1 };
const simple = {
  ...{ positionId: '1027177055', vol: '4', lossTrend: 1, profitTrend: 2, stopLossPrice: '58000.50' },
  ...{ volType: 2, takeProfitReverse: 2, stopLossReverse: 2 },
};
const full = {
  ...{ ...simple, ...reverses, volType: 1, takeProfitPrice: '63000', profitLossVolType: 'SEPARATE' as const },
  ...{ takeProfitVol: '3', stopLossVol: '4', takeProfitType: 1, takeProfitOrderPrice: '63000.1' },
  ...{ stopLossType: 1, stopLossOrderPrice: '57999.9', priceProtect: 1 },
};
const range = { startTimeMs: 1788000000000, endTimeMs: 1795776000000 };

const executed = {
  ...{ id: '357859177', orderId: '720733527158642177', symbol: 'BTC_USDT', positionId: '1027177055', lossTrend: 1, profitTrend: 1 },
  ...{ stopLossPrice: '58325', takeProfitPrice: '61573.9', state: 3, triggerSide: 2, positionType: 1, vol: '2', realityVol: '2' },
  ...{ placeOrderId: '720744238723187713', errorCode: 0, version: 2, isFinished: 1, priceProtect: 0, profitLossVolType: 'SEPARATE' },
  ...{ takeProfitVol: '2', stopLossVol: '2', volType: 1, takeProfitReverse: 2, stopLossReverse: 2, closeTryTimes: 0 },
  ...{ reverseTryTimes: 0, reverseErrorCode: 0, takeProfitType: 0, createTime: 1788000063000, updateTime: 1788002617000 },
};
const waiting = {
  ...{ id: '357859179', orderId: '0', symbol: 'BTC_USDT', positionId: '1027177055', lossTrend: 2, profitTrend: 3 },
  ...{ stopLossPrice: '58000.5', state: 1, triggerSide: 0, positionType: 1, vol: '4', realityVol: '0', placeOrderId: '0' },
  ...{ errorCode: 0, version: 1, isFinished: 0, priceProtect: 1, profitLossVolType: 'SAME', volType: 2, takeProfitReverse: 2 },
  ...{ stopLossReverse: 1, stopLossType: 1, stopLossOrderPrice: '57990', createTime: 1788000063000, updateTime: 1788000063000 },
};

const cases: readonly ReplayCase[] = [
  {
    endpoint: 'create-stop-order',
    fixture: 'bare-id',
    call: ({ private: { createStopOrder } }) => createStopOrder(full),
    url: '/api/v1/private/stoporder/place',
    body: 'golden',
    value: '357859181',
  },
  {
    endpoint: 'create-stop-order',
    fixture: 'quoted-id',
    call: ({ private: { createStopOrder } }) => createStopOrder(simple),
    url: '/api/v1/private/stoporder/place',
    body:
      '{"positionId":1027177055,"vol":4,"lossTrend":1,"profitTrend":2,"stopLossPrice":58000.50,"volType":2,"takeProfitReverse":2,' +
      '"stopLossReverse":2}',
    value: '357859181',
  },
  {
    endpoint: 'change-stop-of-order',
    fixture: 'nothing',
    call: ({ private: { changeStopOfOrder } }) => changeStopOfOrder({ orderId: '720733527158642177', ...both, ...reverses }),
    url: '/api/v1/private/stoporder/change_price',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'change-stop-of-order',
    fixture: 'nothing',
    call: ({ private: { changeStopOfOrder } }) =>
      changeStopOfOrder({ orderId: '720733527158642177', stopLossPrice: null, takeProfitPrice: null }),
    url: '/api/v1/private/stoporder/change_price',
    body: '{"orderId":720733527158642177,"stopLossPrice":0,"takeProfitPrice":0}',
    value: undefined,
  },
  {
    endpoint: 'change-stop-order',
    fixture: 'nothing',
    call: ({ private: { changeStopOrder } }) => changeStopOrder({ stopPlanOrderId: '357859177', ...both, ...reverses }),
    url: '/api/v1/private/stoporder/change_plan_price',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'cancel-stop-orders',
    fixture: 'nothing',
    call: ({ private: { cancelStopOrders } }) => cancelStopOrders({ stopPlanOrderIds: ['357859177', '357859179'] }),
    url: '/api/v1/private/stoporder/cancel',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'cancel-all-stop-orders',
    fixture: 'nothing',
    call: ({ private: { cancelAllStopOrders } }) => cancelAllStopOrders({ positionId: '1027177055' }),
    url: '/api/v1/private/stoporder/cancel_all',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'cancel-all-stop-orders',
    fixture: 'nothing',
    call: ({ private: { cancelAllStopOrders } }) => cancelAllStopOrders({ symbol: 'BTC_USDT' }),
    url: '/api/v1/private/stoporder/cancel_all',
    body: '{"symbol":"BTC_USDT"}',
    value: undefined,
  },
  {
    endpoint: 'cancel-all-stop-orders',
    fixture: 'nothing',
    call: ({ private: { cancelAllStopOrders } }) => cancelAllStopOrders(),
    url: '/api/v1/private/stoporder/cancel_all',
    body: '{}',
    value: undefined,
  },
  {
    endpoint: 'list-stop-orders',
    fixture: 'bare',
    call: ({ private: { listStopOrders } }) =>
      listStopOrders({ symbol: 'BTC_USDT', isFinished: 1, state: 3, positionType: 1, ...range, pageNum: 1, pageSize: 100 }),
    url:
      '/api/v1/private/stoporder/list/orders?end_time=1795776000000&is_finished=1&page_num=1&page_size=100&start_time=1788000000000' +
      '&state=3&symbol=BTC_USDT&type=1',
    value: [executed, waiting],
  },
  {
    endpoint: 'list-stop-orders',
    fixture: 'paged',
    call: ({ private: { listStopOrders } }) => listStopOrders({ isFinished: 0, pageNum: 1, pageSize: 20 }),
    url: '/api/v1/private/stoporder/list/orders?is_finished=0&page_num=1&page_size=20',
    value: [waiting],
  },
  {
    endpoint: 'list-open-stop-orders',
    fixture: 'bare',
    call: ({ private: { listOpenStopOrders } }) => listOpenStopOrders({ symbol: 'BTC_USDT' }),
    url: '/api/v1/private/stoporder/open_orders?symbol=BTC_USDT',
    value: [waiting],
  },
  {
    endpoint: 'list-open-stop-orders',
    fixture: 'bare',
    call: ({ private: { listOpenStopOrders } }) => listOpenStopOrders(),
    url: '/api/v1/private/stoporder/open_orders',
    value: [waiting],
  },
  {
    endpoint: 'list-stop-order-details',
    fixture: 'single',
    call: ({ private: { listStopOrderDetails } }) => listStopOrderDetails({ stopOrderId: '357859177' }),
    url: '/api/v1/private/stoporder/order_details/357859177',
    value: [
      {
        ...{ id: '88001', stopOrderId: '357859177', positionId: '1027177055', orderId: '720733527158642177', symbol: 'BTC_USDT' },
        ...{ stopLossPrice: '58325', takeProfitPrice: '61573.9', triggerPrice: '58325', state: 3, vol: '2', realityVol: '2' },
        ...{ placeOrderId: '720744238723187713', errorCode: 0, positionType: 1, createTime: 1788000063000, updateTime: 1788002617000 },
      },
    ],
  },
  {
    endpoint: 'list-stop-order-details',
    fixture: 'list',
    call: ({ private: { listStopOrderDetails } }) => listStopOrderDetails({ stopOrderId: '357859179' }),
    url: '/api/v1/private/stoporder/order_details/357859179',
    value: [
      {
        ...{ id: '88003', stopOrderId: '357859179', positionId: '1027177055', orderId: '0', symbol: 'BTC_USDT' },
        ...{ stopLossPrice: '58000.5', state: 0, vol: '4', realityVol: '0', errorCode: 0, positionType: 1 },
        ...{ createTime: 1788000063000, updateTime: 1788000063000 },
      },
    ],
  },
];

describe('stop orders', () => {
  replay(cases);
  requireGoldenBodies(cases);

  it('behavior: every row of the family is played', () => {
    expect([...new Set(cases.map(({ endpoint }) => endpoint))].sort()).toEqual(rowsUnder('/api/v1/private/stoporder/'));
  });
});

describe('stop orders, refused', () => {
  const client = startClient();

  type Private = MexcFuturesRest['private'];
  it.each<[string, (rest: Private) => Promise<unknown>, string[]]>([
    ['neither price', (rest) => rest.createStopOrder({ ...simple, stopLossPrice: undefined }), ['stopLossPrice']],
    [
      'what the venue has no documented default for',
      (rest) => rest.createStopOrder({ positionId: '1', vol: '1', lossTrend: 1, profitTrend: 1, stopLossPrice: '1' } as never),
      ['volType', 'takeProfitReverse', 'stopLossReverse'],
    ],
    ['a size of a half that is not there', (rest) => rest.createStopOrder({ ...simple, takeProfitVol: '1' }), ['takeProfitVol']],
    ['a size of its own without SEPARATE', (rest) => rest.createStopOrder({ ...simple, stopLossVol: '1' }), ['stopLossVol']],
    ['SEPARATE without its size', (rest) => rest.createStopOrder({ ...full, stopLossVol: undefined }), ['stopLossVol']],
    ['a limit without price', (rest) => rest.createStopOrder({ ...simple, stopLossType: 1 }), ['stopLossOrderPrice']],
    ['a market with price', (rest) => rest.createStopOrder({ ...simple, stopLossOrderPrice: '1' }), ['stopLossOrderPrice']],
    ['a word of no table', (rest) => rest.createStopOrder({ ...simple, profitLossVolType: 'same' as never }), ['profitLossVolType']],
    ['an id of the order it hangs on', (rest) => rest.createStopOrder({ ...simple, orderId: '1' } as never), ['orderId']],
    ['a forgotten price', (rest) => rest.changeStopOfOrder({ orderId: '1', takeProfitPrice: null } as never), ['stopLossPrice']],
    ['no price at all', (rest) => rest.changeStopOrder({ stopPlanOrderId: '1' }), ['stopLossPrice']],
    [
      'a trend without its price',
      (rest) => rest.changeStopOrder({ stopPlanOrderId: '1', takeProfitPrice: '1', lossTrend: 1 }),
      ['lossTrend'],
    ],
    ['51 ids', (rest) => rest.cancelStopOrders({ stopPlanOrderIds: Array<string>(51).fill('1') }), ['stopPlanOrderIds']],
    ['an id as a number', (rest) => rest.cancelStopOrders({ stopPlanOrderIds: [1 as never] }), ['stopPlanOrderIds[0]']],
    ['position and contract at once', (rest) => rest.cancelAllStopOrders({ positionId: '1', symbol: 'BTC_USDT' }), ['symbol']],
    ['true for 1', (rest) => rest.listStopOrders({ isFinished: true as never, pageNum: 1, pageSize: 1 }), ['isFinished']],
    ['a page of 101', (rest) => rest.listStopOrders({ pageNum: 1, pageSize: 101 }), ['pageSize']],
    ['an id with a path in it', (rest) => rest.listStopOrderDetails({ stopOrderId: '../1' }), ['stopOrderId']],
  ])('error: %s is refused before anything is sent', async (_what, call, parameters) => {
    const error: unknown = await call(client.rest.private).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as InvalidRequestError).issues.map(({ parameter }) => parameter)).toEqual(parameters);
    expect(client.server.arrivals).toHaveLength(0);
  });
});
