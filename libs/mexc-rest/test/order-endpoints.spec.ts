import { MexcApiError } from '@prate/mexc-protocol';
import { InvalidRequestError, MexcFuturesRest } from '../src';
import { cancelled, cancelResults, closingFill, filled, openingFill, working } from './order-answers';
import { raw } from './raw-server';
import { readFixture, replay, type ReplayCase, requireGoldenBodies, rowsUnder, startClient } from './replay';

const market = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '10', openType: 1, leverage: 20, positionMode: 1, externalOid: 'mine-0001' };
const limit = { ...market, type: 1, price: '60010.50' };
const full = {
  ...limit,
  ...{ openType: 2, positionMode: 2, reduceOnly: false, positionId: '9007199254740993' },
  ...{ stopLossPrice: '58000.5', takeProfitPrice: '63000', lossTrend: 2, profitTrend: 1 },
  ...{ priceProtect: 1, marketCeiling: false, flashClose: false, bboTypeNum: 1, stpMode: 3 },
};
const legacy = {
  ...limit,
  ...{ positionMode: 2, reduceOnly: false, positionId: '9007199254740993', stopLossPrice: '58000.5', takeProfitPrice: '63000' },
};
const batch = [
  {
    ...{ ...limit, type: 2, openType: 2, positionMode: 2, reduceOnly: false, positionId: '9007199254740993', externalOid: 'mine-0004' },
    ...{ marketCeiling: false, flashClose: false, stpMode: 3 },
  },
  {
    ...{ symbol: 'ETH_USDT', side: 4, type: 5, vol: '3', openType: 1, positionMode: 1, externalOid: 'mine-0005' },
    ...{ flashClose: true, stpMode: 0 },
  },
];
const oids = [
  { symbol: 'BTC_USDT', externalOid: 'mine-0001' },
  { symbol: 'ETH_USDT', externalOid: 'mine_0002' },
];
const range = { startTimeMs: 1788000000000, endTimeMs: 1795776000000 };
const marketBody = '{"symbol":"BTC_USDT","side":1,"type":5,"vol":10,"leverage":20,"openType":1,"positionMode":1,"externalOid":"mine-0001"}';

const cases: readonly ReplayCase[] = [
  {
    endpoint: 'create-order',
    fixture: 'object',
    call: ({ private: { createOrder } }) => createOrder(full),
    url: '/api/v1/private/order/create',
    body: 'golden',
    value: { orderId: '739113577038255617', ts: 1788000308839 },
  },
  {
    endpoint: 'create-order',
    fixture: 'bare-id',
    call: ({ private: { createOrder } }) => createOrder(market),
    url: '/api/v1/private/order/create',
    body: marketBody,
    value: { orderId: '739113577038255617' },
  },
  {
    endpoint: 'create-order',
    fixture: 'quoted-id',
    call: ({ private: { createOrder } }) => createOrder({ ...market, marketCeiling: true }),
    url: '/api/v1/private/order/create',
    body: marketBody.replace('}', ',"marketCeiling":true}'),
    value: { orderId: '739113577038255617' },
  },
  {
    endpoint: 'submit-order-legacy',
    fixture: 'bare-id',
    call: ({ private: { submitOrderLegacy } }) => submitOrderLegacy(legacy),
    url: '/api/v1/private/order/submit',
    body: 'golden',
    value: { orderId: '102057569836905985' },
  },
  {
    endpoint: 'submit-batch',
    fixture: 'mixed',
    call: ({ private: { submitBatch } }) => submitBatch({ orders: batch }),
    url: '/api/v1/private/order/submit_batch',
    body: 'golden',
    value: [
      { orderId: '768116802038827521', errorCode: 0 },
      { externalOid: 'mine-0005', errorCode: 2005, errorMsg: 'Balance insufficient' },
    ],
  },
  {
    endpoint: 'change-limit-order',
    fixture: 'quoted-id',
    call: ({ private: { changeLimitOrder } }) => changeLimitOrder({ orderId: '739204819784386561', price: '60011.10', vol: '12' }),
    url: '/api/v1/private/order/change_limit_order',
    body: 'golden',
    value: '739204819784386561',
  },
  {
    endpoint: 'chase-limit-order',
    fixture: 'nothing',
    call: ({ private: { chaseLimitOrder } }) => chaseLimitOrder({ orderId: '739204819784386561' }),
    url: '/api/v1/private/order/chase_limit_order',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'chase-limit-order',
    fixture: 'id',
    call: ({ private: { chaseLimitOrder } }) => chaseLimitOrder({ orderId: '739204819784386561' }),
    url: '/api/v1/private/order/chase_limit_order',
    body: 'golden',
    value: '739204819784386563',
  },
  {
    endpoint: 'cancel-orders',
    fixture: 'mixed',
    call: ({ private: { cancelOrders } }) => cancelOrders({ orderIds: ['101716841474621953', '108885377779302913', '108886241042563585'] }),
    url: '/api/v1/private/order/cancel',
    body: 'golden',
    value: cancelResults,
  },
  {
    endpoint: 'cancel-by-external-oid',
    fixture: 'mixed',
    call: ({ private: { cancelByExternalOid } }) => cancelByExternalOid({ orders: oids }),
    url: '/api/v1/private/order/batch_cancel_with_external',
    body: 'golden',
    value: cancelResults,
  },
  {
    endpoint: 'cancel-with-external',
    fixture: 'mixed',
    call: ({ private: { cancelWithExternal } }) => cancelWithExternal({ orders: oids }),
    url: '/api/v1/private/order/cancel_with_external',
    body: 'golden',
    value: cancelResults,
  },
  {
    endpoint: 'cancel-with-external',
    fixture: 'single',
    call: ({ private: { cancelWithExternal } }) => cancelWithExternal({ orders: oids.slice(0, 1) }),
    url: '/api/v1/private/order/cancel_with_external',
    body: '[{"symbol":"BTC_USDT","externalOid":"mine-0001"}]',
    value: cancelResults.slice(2),
  },
  {
    endpoint: 'cancel-all-orders',
    fixture: 'nothing',
    call: ({ private: { cancelAllOrders } }) => cancelAllOrders({ symbol: 'BTC_USDT' }),
    url: '/api/v1/private/order/cancel_all',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'get-order',
    fixture: 'filled',
    call: ({ private: { getOrder } }) => getOrder({ orderId: '739106551624717313' }),
    url: '/api/v1/private/order/get/739106551624717313',
    value: filled,
  },
  {
    endpoint: 'get-order-by-external-oid',
    fixture: 'filled',
    call: ({ private: { getOrderByExternalOid } }) => getOrderByExternalOid({ symbol: 'BTC_USDT', externalOid: 'mine-0001' }),
    url: '/api/v1/private/order/external/BTC_USDT/mine-0001',
    value: filled,
  },
  {
    endpoint: 'list-orders-by-id',
    fixture: 'working',
    call: ({ private: { listOrdersById } }) => listOrdersById({ orderIds: ['743829153601634819', '9007199254740993'] }),
    url: '/api/v1/private/order/batch_query?order_ids=743829153601634819%2C9007199254740993',
    value: [working],
  },
  {
    endpoint: 'list-orders-by-external-oid',
    fixture: 'working',
    call: ({ private: { listOrdersByExternalOid } }) =>
      listOrdersByExternalOid({
        orders: [
          { symbol: 'BTC_USDT', externalOid: 'mine-0002' },
          { symbol: 'ETH_USDT', externalOid: 'mine-0009' },
        ],
      }),
    url: '/api/v1/private/order/batch_query_with_external',
    body: 'golden',
    value: [working],
  },
  {
    endpoint: 'list-open-orders',
    fixture: 'bare',
    call: ({ private: { listOpenOrders } }) => listOpenOrders({ pageNum: 1, pageSize: 100 }),
    url: '/api/v1/private/order/list/open_orders?page_num=1&page_size=100',
    value: [working],
  },
  {
    endpoint: 'list-open-orders',
    fixture: 'paged',
    call: ({ private: { listOpenOrders } }) => listOpenOrders({ pageNum: 1, pageSize: 100 }),
    url: '/api/v1/private/order/list/open_orders?page_num=1&page_size=100',
    value: [working],
  },
  {
    endpoint: 'list-open-orders',
    fixture: 'empty',
    call: ({ private: { listOpenOrders } }) => listOpenOrders({ pageNum: 7, pageSize: 20 }),
    url: '/api/v1/private/order/list/open_orders?page_num=7&page_size=20',
    value: [],
  },
  {
    endpoint: 'list-open-orders-legacy',
    fixture: 'bare',
    call: ({ private: { listOpenOrdersLegacy } }) => listOpenOrdersLegacy({ symbol: 'BTC_USDT', pageNum: 1, pageSize: 100 }),
    url: '/api/v1/private/order/list/open_orders/BTC_USDT?page_num=1&page_size=100',
    value: [working],
  },
  {
    endpoint: 'list-history-orders',
    fixture: 'bare',
    call: ({ private: { listHistoryOrders } }) =>
      listHistoryOrders({
        ...{ symbol: 'DOGE_USDT', states: [3, 4], category: 1, side: 3, orderId: '739211854408619009' },
        ...{ ...range, pageNum: 2, pageSize: 100 },
      }),
    url:
      '/api/v1/private/order/list/history_orders?category=1&end_time=1795776000000&orderId=739211854408619009&page_num=2&page_size=100' +
      '&side=3&start_time=1788000000000&states=3%2C4&symbol=DOGE_USDT',
    value: [cancelled, filled],
  },
  {
    endpoint: 'list-history-orders',
    fixture: 'paged',
    call: ({ private: { listHistoryOrders } }) => listHistoryOrders({ pageNum: 1, pageSize: 20 }),
    url: '/api/v1/private/order/list/history_orders?page_num=1&page_size=20',
    value: [cancelled],
  },
  {
    endpoint: 'list-close-orders',
    fixture: 'bare',
    call: ({ private: { listCloseOrders } }) => listCloseOrders({ symbol: 'DOGE_USDT', ...range, pageNum: 1, pageSize: 1000 }),
    url:
      '/api/v1/private/order/list/close_orders?end_time=1795776000000&page_num=1&page_size=1000&start_time=1788000000000' +
      '&symbol=DOGE_USDT',
    value: [cancelled],
  },
  {
    endpoint: 'list-close-orders',
    fixture: 'paged',
    call: ({ private: { listCloseOrders } }) => listCloseOrders({ symbol: 'DOGE_USDT' }),
    url: '/api/v1/private/order/list/close_orders?symbol=DOGE_USDT',
    value: [cancelled],
  },
  {
    endpoint: 'list-order-deals',
    fixture: 'bare',
    call: ({ private: { listOrderDeals } }) => listOrderDeals({ symbol: 'DOGE_USDT', ...range, pageNum: 1, pageSize: 1000 }),
    url:
      '/api/v1/private/order/list/order_deals/v3?end_time=1795776000000&page_num=1&page_size=1000&start_time=1788000000000' +
      '&symbol=DOGE_USDT',
    value: [openingFill, closingFill],
  },
  {
    endpoint: 'list-order-deals',
    fixture: 'paged',
    call: ({ private: { listOrderDeals } }) => listOrderDeals({ symbol: 'DOGE_USDT', pageNum: 1, pageSize: 20 }),
    url: '/api/v1/private/order/list/order_deals/v3?page_num=1&page_size=20&symbol=DOGE_USDT',
    value: [openingFill],
  },
  {
    endpoint: 'list-order-deals-legacy',
    fixture: 'bare',
    call: ({ private: { listOrderDealsLegacy } }) => listOrderDealsLegacy({ symbol: 'DOGE_USDT', pageNum: 3, pageSize: 100 }),
    url: '/api/v1/private/order/list/order_deals?page_num=3&page_size=100&symbol=DOGE_USDT',
    value: [openingFill],
  },
  {
    endpoint: 'list-deals-of-order',
    fixture: 'is-taker',
    call: ({ private: { listDealsOfOrder } }) => listDealsOfOrder({ orderId: '102015012431820289' }),
    url: '/api/v1/private/order/deal_details/102015012431820289',
    value: [
      {
        ...{ id: '159274417', orderId: '102015012431820289', symbol: 'ETH_USDT', side: 2, vol: '1', price: '1208.35' },
        ...{ fee: '0.0072501', feeCurrency: 'USDT', profit: '0', category: 1, taker: true, timestamp: 1609992674000 },
      },
    ],
  },
  {
    endpoint: 'list-fee-details',
    fixture: 'bare',
    call: ({ private: { listFeeDetails } }) =>
      listFeeDetails({ symbol: 'BTC_USDT', ids: ['54236193', '52060733'], ...range, pageNum: 1, pageSize: 100 }),
    url:
      '/api/v1/private/order/fee_details?end_time=1795776000000&ids=54236193%2C52060733&page_num=1&page_size=100' +
      '&start_time=1788000000000&symbol=BTC_USDT',
    value: [
      {
        ...{ id: '54236193', orderId: '739132568196170241', feeCurrency: 'USDT', fee: '0.0906990372', deductType: 2 },
        ...{ deductFeeCurrency: 'USDT', deductFee: '0.0906990372', timestamp: 1788000337000 },
      },
      {
        ...{ id: '52060733', orderId: '735908917455962625', feeCurrency: 'USDT', fee: '0.297936756', deductType: 0 },
        timestamp: 1787500758000,
      },
    ],
  },
  {
    endpoint: 'get-open-order-counts',
    fixture: 'counts',
    call: ({ private: { getOpenOrderCounts } }) => getOpenOrderCounts(),
    url: '/api/v1/private/order/open_order_total_count',
    body: 'golden',
    value: { sumCount: 6, limitOrderCount: 1, stopOrderCount: 2, planOrderCount: 3, trackOrderCount: 0 },
  },
];

describe('orders', () => {
  replay(cases, { legacySubmit: 'i-know-it-is-undocumented' });
  requireGoldenBodies(cases);

  it('behavior: every row of the family is played', () => {
    expect([...new Set(cases.map(({ endpoint }) => endpoint))].sort()).toEqual(rowsUnder('/api/v1/private/order/'));
  });
});

describe('orders, refused', () => {
  const client = startClient();
  const errorOf = (call: Promise<unknown>) => call.catch((thrown: unknown) => thrown);

  it('error: the venue says no', async () => {
    client.server.answer = raw(200, readFixture('create-order.refused'));
    const error = await errorOf(client.rest.private.createOrder(market));
    expect(error).toBeInstanceOf(MexcApiError);
    expect(error).toMatchObject({ operation: 'create-order', code: 2005, kind: 'funds', proves: 'refused' });
    client.server.answer = raw(200, readFixture('get-order.not-found'));
    expect(await errorOf(client.rest.private.getOrder({ orderId: '1' }))).toMatchObject({ code: 2040, kind: 'not-found' });
  });

  it('error: the legacy address without the switch', async () => {
    const error = await errorOf(client.rest.private.submitOrderLegacy(legacy));
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error).toMatchObject({ operation: 'submit-order-legacy', proves: 'not-sent', issues: [{ parameter: 'legacySubmit' }] });
  });

  it('error: a switch that is none', () => {
    expect(() => new MexcFuturesRest({ legacySubmit: true as never })).toThrow(/legacySubmit: found true/);
  });

  type Private = MexcFuturesRest['private'];
  it.each<[string, (rest: Private) => Promise<unknown>, string[]]>([
    ['a field of no order', (rest) => rest.createOrder({ ...limit, orderId: '1' } as never), ['orderId']],
    ['an opening order without leverage', (rest) => rest.createOrder({ ...limit, leverage: undefined }), ['leverage']],
    ['a trend without its price', (rest) => rest.createOrder({ ...limit, lossTrend: 1, profitTrend: 2 }), ['lossTrend', 'profitTrend']],
    ['the whole balance on a limit order', (rest) => rest.createOrder({ ...limit, marketCeiling: true }), ['marketCeiling']],
    ['the whole balance on a close', (rest) => rest.createOrder({ ...market, side: 4, marketCeiling: true }), ['marketCeiling']],
    ['a quick close that opens', (rest) => rest.createOrder({ ...market, flashClose: true }), ['flashClose']],
    ['a price of the book on a market order', (rest) => rest.createOrder({ ...market, bboTypeNum: 1 }), ['bboTypeNum']],
    [
      'codes out of their tables',
      (rest) => rest.createOrder({ ...limit, stpMode: 4, bboTypeNum: 5, priceProtect: 2, stopLossPrice: '1', lossTrend: 4 }),
      ['lossTrend', 'priceProtect', 'bboTypeNum', 'stpMode'],
    ],
    [
      'attached prices in a batch',
      (rest) => rest.submitBatch({ orders: [{ ...market, stpMode: 0, stopLossPrice: '1' } as never] }),
      ['orders[0].stopLossPrice'],
    ],
    ['a batch order without its STP mode', (rest) => rest.submitBatch({ orders: [market as never] }), ['orders[0].stpMode']],
    [
      'a batch with a limit order without price',
      (rest) => rest.submitBatch({ orders: [{ ...limit, price: undefined, stpMode: 0 }] }),
      ['orders[0].price'],
    ],
    [
      'one client order id twice in a batch',
      (rest) => rest.submitBatch({ orders: [1, 2].map((stpMode) => ({ ...market, stpMode })) }),
      ['orders[1].externalOid'],
    ],
    ['a batch of 51', (rest) => rest.submitBatch({ orders: Array(51).fill({ ...market, stpMode: 0 }) }), ['orders']],
    ['a batch of none', (rest) => rest.submitBatch({ orders: [] }), ['orders']],
    ['a change without size', (rest) => rest.changeLimitOrder({ orderId: '1', price: '1' } as never), ['vol']],
    ['a chase of a number', (rest) => rest.chaseLimitOrder({ orderId: 739204819784386561 as never }), ['orderId']],
    ['51 ids', (rest) => rest.listOrdersById({ orderIds: Array<string>(51).fill('1') }), ['orderIds']],
    ['21 ids of fills', (rest) => rest.listFeeDetails({ symbol: 'BTC_USDT', ids: Array<string>(21).fill('1') }), ['ids']],
    ['an unknown state', (rest) => rest.listHistoryOrders({ states: [6], pageNum: 1, pageSize: 1 }), ['states[0]']],
    ['a page of 101', (rest) => rest.listHistoryOrders({ pageNum: 1, pageSize: 101 }), ['pageSize']],
    ['a page of 1001', (rest) => rest.listOrderDeals({ symbol: 'BTC_USDT', pageNum: 1, pageSize: 1001 }), ['pageSize']],
    ['no symbol', (rest) => rest.listCloseOrders({} as never), ['symbol']],
    [
      'times in seconds',
      (rest) => rest.listOrderDeals({ symbol: 'BTC_USDT', startTimeMs: 1788000000, pageNum: 1, pageSize: 1 }),
      ['startTimeMs'],
    ],
    [
      'a reversed range',
      (rest) => rest.listCloseOrders({ symbol: 'BTC_USDT', startTimeMs: range.endTimeMs, endTimeMs: range.startTimeMs }),
      ['endTimeMs'],
    ],
    [
      '90 days and a millisecond',
      (rest) => rest.listCloseOrders({ symbol: 'BTC_USDT', startTimeMs: range.startTimeMs, endTimeMs: range.endTimeMs + 1 }),
      ['endTimeMs'],
    ],
  ])('error: %s is refused before anything is sent', async (_what, call, parameters) => {
    client.server.arrivals.length = 0;
    const error = await errorOf(call(client.rest.private));
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as InvalidRequestError).issues.map(({ parameter }) => parameter)).toEqual(parameters);
    expect(client.server.arrivals).toHaveLength(0);
  });
});
