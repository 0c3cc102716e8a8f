import { InvalidRequestError, type MexcFuturesRest } from '../src';
import { replay, type ReplayCase, requireGoldenBodies, rowsUnder, startClient } from './replay';

const create = {
  ...{ symbol: 'DOGE_USDT', leverage: 2, side: 1, vol: '100', openType: 1, trend: 1, backType: 1, backValue: '0.02' },
  ...{ positionMode: 2, activePrice: '0.18500', reduceOnly: false },
};
const trackOrderId = '739628779353703937';
const change = { symbol: 'DOGE_USDT', trackOrderId, trend: 2, backType: 2, backValue: '0.0005', vol: '90', activePrice: '0.186' };

const active = {
  ...{ id: '739628779353703937', symbol: 'DOGE_USDT', leverage: 2, side: 1, vol: '100', openType: 1, trend: 1, activePrice: '0' },
  ...{ markPrice: '0.18657', backType: 1, backValue: '0.02', triggerPrice: '0.1903', triggerType: 1, orderId: '0', errorCode: 0 },
  ...{ state: 1, positionMode: 1, reduceOnly: false, createTime: 1788000642623, updateTime: 1788000642623 },
};
const executed = {
  ...{ id: '739628779353703939', symbol: 'BTC_USDT', leverage: 20, side: 4, vol: '5', openType: 2, trend: 2, activePrice: '61000' },
  ...{ markPrice: '61200.5', backType: 2, backValue: '150', triggerPrice: '61050.5', triggerType: 2, orderId: '739628779353703941' },
  ...{ errorCode: 0, state: 2, positionMode: 2, reduceOnly: true, createTime: 1788000642623, updateTime: 1788000942623 },
};

const cases: readonly ReplayCase[] = [
  {
    endpoint: 'create-track-order',
    fixture: 'quoted-id',
    call: ({ private: { createTrackOrder } }) => createTrackOrder(create),
    url: '/api/v1/private/trackorder/place',
    body: 'golden',
    value: '739218627261666817',
  },
  {
    endpoint: 'create-track-order',
    fixture: 'quoted-id',
    call: ({ private: { createTrackOrder } }) =>
      createTrackOrder({ ...create, positionMode: 1, activePrice: undefined, reduceOnly: undefined }),
    url: '/api/v1/private/trackorder/place',
    body: '{"symbol":"DOGE_USDT","leverage":2,"side":1,"vol":100,"openType":1,"trend":1,"backType":1,"backValue":0.02,"positionMode":1}',
    value: '739218627261666817',
  },
  {
    endpoint: 'change-track-order',
    fixture: 'nothing',
    call: ({ private: { changeTrackOrder } }) => changeTrackOrder(change),
    url: '/api/v1/private/trackorder/change_order',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'cancel-track-orders',
    fixture: 'nothing',
    call: ({ private: { cancelTrackOrders } }) => cancelTrackOrders({ symbol: 'DOGE_USDT', trackOrderId }),
    url: '/api/v1/private/trackorder/cancel',
    body: 'golden',
    value: undefined,
  },
  {
    endpoint: 'cancel-track-orders',
    fixture: 'nothing',
    call: ({ private: { cancelTrackOrders } }) => cancelTrackOrders({ symbol: 'DOGE_USDT' }),
    url: '/api/v1/private/trackorder/cancel',
    body: '{"symbol":"DOGE_USDT"}',
    value: undefined,
  },
  {
    endpoint: 'list-track-orders',
    fixture: 'bare',
    call: ({ private: { listTrackOrders } }) =>
      listTrackOrders({
        ...{ symbol: 'DOGE_USDT', states: [0, 1], side: 1, startTimeMs: 1788000000000, endTimeMs: 1795776000000 },
        ...{ pageNum: 2, pageSize: 100 },
      }),
    url:
      '/api/v1/private/trackorder/list/orders?end_time=1795776000000&pageIndex=2&pageSize=100&side=1&start_time=1788000000000' +
      '&states=0%2C1&symbol=DOGE_USDT',
    value: [active],
  },
  {
    endpoint: 'list-track-orders',
    fixture: 'paged',
    call: ({ private: { listTrackOrders } }) => listTrackOrders({ states: [2] }),
    url: '/api/v1/private/trackorder/list/orders?states=2',
    value: [executed],
  },
];

describe('trailing orders', () => {
  replay(cases);
  requireGoldenBodies(cases);

  it('behavior: every row of the family is played', () => {
    expect([...new Set(cases.map(({ endpoint }) => endpoint))].sort()).toEqual(rowsUnder('/api/v1/private/trackorder/'));
  });
});

describe('trailing orders, refused', () => {
  const client = startClient();

  type Private = MexcFuturesRest['private'];
  it.each<[string, (rest: Private) => Promise<unknown>, string[]]>([
    ['a client order id', (rest) => rest.createTrackOrder({ ...create, externalOid: 'mine' } as never), ['externalOid']],
    ['no leverage', (rest) => rest.createTrackOrder({ ...create, leverage: undefined as never }), ['leverage']],
    ['a callback of zero', (rest) => rest.createTrackOrder({ ...create, backValue: '0' }), ['backValue']],
    ['a callback in words', (rest) => rest.createTrackOrder({ ...create, backValue: '2%' }), ['backValue']],
    ['reduce-only in hedge mode', (rest) => rest.createTrackOrder({ ...create, positionMode: 1, reduceOnly: true }), ['reduceOnly']],
    ['a change without size', (rest) => rest.changeTrackOrder({ ...change, vol: undefined as never }), ['vol']],
    ['a cancel of nothing', (rest) => rest.cancelTrackOrders({}), ['trackOrderId']],
    ['no states', (rest) => rest.listTrackOrders({ states: [] }), ['states']],
    ['a state of plan orders', (rest) => rest.listTrackOrders({ states: [5] }), ['states[0]']],
    ['the page by its wire name', (rest) => rest.listTrackOrders({ states: [0], pageIndex: 1 } as never), ['pageIndex']],
  ])('error: %s is refused before anything is sent', async (_what, call, parameters) => {
    const error: unknown = await call(client.rest.private).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as InvalidRequestError).issues.map(({ parameter }) => parameter)).toEqual(parameters);
    expect(client.server.arrivals).toHaveLength(0);
  });
});
