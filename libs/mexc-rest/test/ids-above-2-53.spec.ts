import type { EndpointName } from '@prate/mexc-protocol';
import type { MexcFuturesRest } from '../src';
import { raw } from './raw-server';
import { readFixture, startClient } from './replay';

/** The first whole number that a double cannot hold. */
const ID = '9007199254740993';

type Private = MexcFuturesRest['private'];

/** A field of an answer (reference 3.4): its fixture, the text around the id there, and where it comes out. */
interface Reading {
  readonly fixture: `${EndpointName}.${string}`;
  /** Name of the field; `data` is the answer itself. */
  readonly field: string;
  readonly call: (rest: Private) => Promise<unknown>;
  /** Path of what is read: of an answer that is the id itself, nothing. */
  readonly at: string;
}

const page = { pageNum: 1, pageSize: 100 };
const range = { startTimeMs: 1788000000000, endTimeMs: 1788000000000 };
const oid = { symbol: 'BTC_USDT', externalOid: 'a' };
const order = { ...oid, side: 4, type: 5, vol: '1', openType: 1, positionMode: 1 };
const plan = {
  ...{ symbol: 'BTC_USDT', side: 4, vol: '1', openType: 1, triggerPrice: '1', triggerType: 1 },
  ...{ executeCycle: 1, orderType: 5, trend: 1 },
};
const stop = {
  ...{ positionId: '1', vol: '1', lossTrend: 1, profitTrend: 1, stopLossPrice: '1', volType: 1 },
  ...{ takeProfitReverse: 2, stopLossReverse: 2 },
};
const track = {
  ...{ symbol: 'BTC_USDT', leverage: 1, side: 4, vol: '1', openType: 1, trend: 1, backType: 1 },
  ...{ backValue: '0.1', positionMode: 1 },
};

const readings: readonly Reading[] = [
  { fixture: 'create-order.object', field: 'orderId', call: (rest) => rest.createOrder(order), at: 'orderId' },
  { fixture: 'create-order.bare-id', field: 'data', call: (rest) => rest.createOrder(order), at: 'orderId' },
  { fixture: 'submit-order-legacy.bare-id', field: 'data', call: (rest) => rest.submitOrderLegacy(order), at: 'orderId' },
  {
    fixture: 'submit-batch.mixed',
    field: 'orderId',
    call: (rest) => rest.submitBatch({ orders: [{ ...order, stpMode: 0 }] }),
    at: '0.orderId',
  },
  {
    fixture: 'change-limit-order.quoted-id',
    field: 'data',
    call: (rest) => rest.changeLimitOrder({ orderId: '1', price: '1', vol: '1' }),
    at: '',
  },
  { fixture: 'chase-limit-order.id', field: 'data', call: (rest) => rest.chaseLimitOrder({ orderId: '1' }), at: '' },
  { fixture: 'cancel-orders.mixed', field: 'orderId', call: (rest) => rest.cancelOrders({ orderIds: ['1'] }), at: '0.orderId' },
  {
    fixture: 'cancel-by-external-oid.mixed',
    field: 'orderId',
    call: (rest) => rest.cancelByExternalOid({ orders: [oid] }),
    at: '0.orderId',
  },
  { fixture: 'cancel-with-external.mixed', field: 'orderId', call: (rest) => rest.cancelWithExternal({ orders: [oid] }), at: '0.orderId' },
  { fixture: 'get-order.filled', field: 'orderId', call: (rest) => rest.getOrder({ orderId: '1' }), at: 'orderId' },
  { fixture: 'get-order.filled', field: 'positionId', call: (rest) => rest.getOrder({ orderId: '1' }), at: 'positionId' },
  { fixture: 'get-order-by-external-oid.filled', field: 'orderId', call: (rest) => rest.getOrderByExternalOid(oid), at: 'orderId' },
  { fixture: 'list-orders-by-id.working', field: 'orderId', call: (rest) => rest.listOrdersById({ orderIds: ['1'] }), at: '0.orderId' },
  {
    fixture: 'list-orders-by-external-oid.working',
    field: 'orderId',
    call: (rest) => rest.listOrdersByExternalOid({ orders: [oid] }),
    at: '0.orderId',
  },
  { fixture: 'list-open-orders.bare', field: 'orderId', call: (rest) => rest.listOpenOrders(page), at: '0.orderId' },
  { fixture: 'list-open-orders.paged', field: 'orderId', call: (rest) => rest.listOpenOrders(page), at: '0.orderId' },
  { fixture: 'list-history-orders.bare', field: 'orderId', call: (rest) => rest.listHistoryOrders(page), at: '0.orderId' },
  { fixture: 'list-close-orders.bare', field: 'orderId', call: (rest) => rest.listCloseOrders({ symbol: 'BTC_USDT' }), at: '0.orderId' },
  ...(['id', 'orderId'] as const).flatMap((field): Reading[] => [
    { fixture: 'list-order-deals.bare', field, call: (rest) => rest.listOrderDeals({ symbol: 'BTC_USDT', ...page }), at: `0.${field}` },
    {
      fixture: 'list-order-deals-legacy.bare',
      field,
      call: (rest) => rest.listOrderDealsLegacy({ symbol: 'BTC_USDT', ...page }),
      at: `0.${field}`,
    },
    { fixture: 'list-deals-of-order.is-taker', field, call: (rest) => rest.listDealsOfOrder({ orderId: '1' }), at: `0.${field}` },
    { fixture: 'list-fee-details.bare', field, call: (rest) => rest.listFeeDetails({ symbol: 'BTC_USDT' }), at: `0.${field}` },
  ]),
  {
    fixture: 'create-plan-order.quoted-id',
    field: 'data',
    call: (rest) => rest.createPlanOrder({ ...plan, positionMode: 1 }),
    at: '',
  },
  { fixture: 'create-plan-order.object', field: 'orderId', call: (rest) => rest.createPlanOrder({ ...plan, positionMode: 1 }), at: '' },
  { fixture: 'create-plan-order-legacy.bare-id', field: 'data', call: (rest) => rest.createPlanOrderLegacy(plan), at: '' },
  { fixture: 'list-plan-orders.bare', field: 'id', call: (rest) => rest.listPlanOrders({ ...page, ...range }), at: '0.id' },
  { fixture: 'list-plan-orders.bare', field: 'orderId', call: (rest) => rest.listPlanOrders({ ...page, ...range }), at: '1.orderId' },
  { fixture: 'create-stop-order.bare-id', field: 'data', call: (rest) => rest.createStopOrder(stop), at: '' },
  ...(['id', 'orderId', 'positionId', 'placeOrderId'] as const).flatMap((field): Reading[] => [
    { fixture: 'list-stop-orders.bare', field, call: (rest) => rest.listStopOrders(page), at: `0.${field}` },
    { fixture: 'list-open-stop-orders.bare', field, call: (rest) => rest.listOpenStopOrders(), at: `0.${field}` },
  ]),
  ...(['id', 'stopOrderId', 'orderId', 'positionId', 'placeOrderId'] as const).map((field): Reading => ({
    ...{ fixture: 'list-stop-order-details.single', field, at: `0.${field}` },
    call: (rest) => rest.listStopOrderDetails({ stopOrderId: '1' }),
  })),
  { fixture: 'create-track-order.quoted-id', field: 'data', call: (rest) => rest.createTrackOrder(track), at: '' },
  ...(['id', 'orderId'] as const).map((field): Reading => ({
    ...{ fixture: 'list-track-orders.bare', field, at: `0.${field}` },
    call: (rest) => rest.listTrackOrders({ states: [1] }),
  })),
];

/** An id that leaves (reference 3.4): bare in a body, as text in a path or a query. */
const writings: readonly [string, (rest: Private) => Promise<unknown>, string][] = [
  ['create-order positionId', (rest) => rest.createOrder({ ...order, positionId: ID }), `"positionId":${ID}}`],
  ['submit-order-legacy positionId', (rest) => rest.submitOrderLegacy({ ...order, positionId: ID }), `"positionId":${ID}}`],
  ['submit-batch positionId', (rest) => rest.submitBatch({ orders: [{ ...order, stpMode: 0, positionId: ID }] }), `"positionId":${ID},`],
  ['cancel-orders', (rest) => rest.cancelOrders({ orderIds: [ID, ID] }), `[${ID},${ID}]`],
  ['change-limit-order orderId', (rest) => rest.changeLimitOrder({ orderId: ID, price: '1', vol: '1' }), `{"orderId":${ID},`],
  ['chase-limit-order orderId', (rest) => rest.chaseLimitOrder({ orderId: ID }), `{"orderId":${ID}}`],
  [
    'change-plan-order-price orderId',
    (rest) => rest.changePlanOrderPrice({ symbol: 'A_B', orderId: ID, triggerPrice: '1', orderType: 5, triggerType: 1, trend: 1 }),
    `"orderId":${ID},`,
  ],
  [
    'change-plan-order-stop orderId',
    (rest) => rest.changePlanOrderStop({ symbol: 'A_B', orderId: ID, stopLossPrice: null, takeProfitPrice: null }),
    `"orderId":${ID},`,
  ],
  ['cancel-plan-orders orderId', (rest) => rest.cancelPlanOrders({ orders: [{ symbol: 'A_B', orderId: ID }] }), `"orderId":${ID}}`],
  ['create-stop-order positionId', (rest) => rest.createStopOrder({ ...stop, positionId: ID }), `{"positionId":${ID},`],
  [
    'change-stop-of-order orderId',
    (rest) => rest.changeStopOfOrder({ orderId: ID, stopLossPrice: null, takeProfitPrice: null }),
    `{"orderId":${ID},`,
  ],
  [
    'change-stop-order stopPlanOrderId',
    (rest) => rest.changeStopOrder({ stopPlanOrderId: ID, stopLossPrice: '1' }),
    `{"stopPlanOrderId":${ID},`,
  ],
  ['cancel-stop-orders stopPlanOrderId', (rest) => rest.cancelStopOrders({ stopPlanOrderIds: [ID] }), `[{"stopPlanOrderId":${ID}}]`],
  ['cancel-all-stop-orders positionId', (rest) => rest.cancelAllStopOrders({ positionId: ID }), `{"positionId":${ID}}`],
  [
    'change-track-order trackOrderId',
    (rest) => rest.changeTrackOrder({ symbol: 'A_B', trackOrderId: ID, trend: 1, backType: 1, backValue: '1', vol: '1' }),
    `"trackOrderId":${ID},`,
  ],
  ['cancel-track-orders trackOrderId', (rest) => rest.cancelTrackOrders({ trackOrderId: ID }), `{"trackOrderId":${ID}}`],
  ['get-order', (rest) => rest.getOrder({ orderId: ID }), `/get/${ID}`],
  ['list-orders-by-id', (rest) => rest.listOrdersById({ orderIds: [ID, ID] }), `order_ids=${ID}%2C${ID}`],
  ['list-history-orders', (rest) => rest.listHistoryOrders({ ...page, orderId: ID }), `orderId=${ID}&`],
  ['list-deals-of-order', (rest) => rest.listDealsOfOrder({ orderId: ID }), `/deal_details/${ID}`],
  ['list-fee-details', (rest) => rest.listFeeDetails({ symbol: 'A_B', ids: [ID] }), `ids=${ID}&`],
  ['list-stop-order-details', (rest) => rest.listStopOrderDetails({ stopOrderId: ID }), `/order_details/${ID}`],
];

const client = startClient({ legacySubmit: 'i-know-it-is-undocumented' });

describe.each(readings.map((each) => [`${each.fixture} ${each.field}`, each] as const))('%s', (_name, { fixture, field, call, at }) => {
  it.each([
    ['bare', ID],
    ['quoted', `"${ID}"`],
  ])('behavior: %s, it comes in digit for digit', async (_form, id) => {
    const place = new RegExp(`("${field}": )("?\\d+"?)(?=\\s*[,}])`, 'g');
    const text = readFixture(fixture);
    expect(text).toMatch(place);
    client.server.answer = raw(
      200,
      text.replace(place, (_whole, name: string) => `${name}${id}`),
    );
    expect(valueAt(await call(client.rest.private), at)).toBe(ID);
  });
});

it.each(writings)('behavior: %s: it goes out digit for digit', async (_name, call, expected) => {
  client.server.arrivals.length = 0;
  client.server.answer = raw(200, '{"success":false,"code":2040,"message":"order not exist"}');
  await expect(call(client.rest.private)).rejects.toMatchObject({ code: 2040 });
  const [{ url, body }] = client.server.arrivals as [(typeof client.server.arrivals)[0]];
  expect(`${url} ${body}`).toContain(expected);
});

function valueAt(value: unknown, path: string): unknown {
  return path === '' ? value : path.split('.').reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], value);
}
