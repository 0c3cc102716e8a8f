import { Credentials, CredentialsMissingError, MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { endpoints } from '@prate/mexc-protocol';
import * as fc from 'fast-check';
import { ok, type RawServer, startRawServer } from '../test/raw-server';
import { samples } from '../test/samples';
import { unpaced } from '../test/unpaced';
import { InvalidRequestError } from './errors';
import { MexcFuturesRest } from './mexc-futures-rest';

const keys = { apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' };
const credentials = new Credentials(keys);

let server: RawServer;
let rest: MexcFuturesRest;

beforeAll(async () => {
  server = await startRawServer();
  const clock = new RequestClock({ nowMs: () => 1767225600123 });
  rest = new MexcFuturesRest({ baseUrl: server.url, auth: new MexcFuturesAuth({ credentials, clock }), ...unpaced });
});
afterAll(async () => {
  rest.close();
  await server.stop();
});
beforeEach(() => {
  server.arrivals.length = 0;
});

const order = { symbol: 'BTC_USDT', side: 1, type: 1, vol: '10', price: '65000.5', leverage: 5, openType: 1, positionMode: 1 };
const anOrder = { ...order, externalOid: 'sim-0001' };
const orderRead = expect.objectContaining({ orderId: '739113577038255617', positionId: '0', price: '60010.5', createTime: 1788000000600 });
const cancelRead = [
  { orderId: '739113577038255617', errorCode: 0, errorMsg: 'success' },
  { orderId: '739204819784386561', errorCode: 2041, errorMsg: undefined },
];

interface Case {
  readonly name: keyof typeof endpoints;
  readonly call: () => Promise<unknown>;
  /** Verb, path and query exactly as they must arrive. */
  readonly line: string;
  readonly body?: string;
  readonly data?: string;
  readonly value: unknown;
}

const cases: readonly Case[] = [
  {
    name: 'get-server-time',
    call: () => new MexcFuturesRest({ baseUrl: server.url }).public.getServerTime(),
    line: 'GET /api/v1/contract/ping',
    data: '1788000000000',
    value: 1788000000000,
  },
  {
    name: 'get-contract-detail',
    call: () => rest.public.getContractDetail(),
    line: 'GET /api/v1/contract/detail',
    data: `[${samples.contract},${samples.contract}]`,
    value: [
      expect.objectContaining({ symbol: 'BTC_USDT', contractSize: '0.0001' }),
      expect.objectContaining({ limitMaxVol: '2500000', state: 0 }),
    ],
  },
  {
    name: 'get-contract-detail',
    call: () => rest.public.getContractDetail({ symbol: 'BTC_USDT' }),
    line: 'GET /api/v1/contract/detail?symbol=BTC_USDT',
    data: samples.contract,
    value: [expect.objectContaining({ symbol: 'BTC_USDT', maxLeverage: 500, apiAllowed: true })],
  },
  {
    name: 'get-klines',
    call: () => rest.public.getKlines({ symbol: 'BTC_USDT', interval: 'Min1', startSeconds: 1788000000, endSeconds: 1788000060 }),
    line: 'GET /api/v1/contract/kline/BTC_USDT?end=1788000060&interval=Min1&start=1788000000',
    data: samples.klines,
    value: expect.objectContaining({ time: [1788000000, 1788000060], amount: ['6.106243567181E7', '6.0'], realOpen: ['60002.5', '60010'] }),
  },
  {
    name: 'get-fair-price',
    call: () => rest.public.getFairPrice({ symbol: 'BTC_USDT' }),
    line: 'GET /api/v1/contract/fair_price/BTC_USDT',
    data: samples.fairPrice,
    value: { symbol: 'BTC_USDT', fairPrice: '60008.4', timestamp: 1788000000200 },
  },
  {
    name: 'get-assets',
    call: () => rest.private.getAssets(),
    line: 'GET /api/v1/private/account/assets',
    data: `[${samples.asset}]`,
    value: [expect.objectContaining({ currency: 'USDT', availableBalance: '9987.950000000000000001' })],
  },
  {
    name: 'list-open-positions',
    call: () => rest.private.listOpenPositions({ symbol: 'BTC_USDT' }),
    line: 'GET /api/v1/private/position/open_positions?symbol=BTC_USDT',
    data: `[${samples.position}]`,
    value: [expect.objectContaining({ positionId: '1100000001', holdVol: '10', leverage: 5 })],
  },
  {
    name: 'list-open-positions',
    call: () => rest.private.listOpenPositions(),
    line: 'GET /api/v1/private/position/open_positions',
    data: '[]',
    value: [],
  },
  {
    name: 'get-position-mode',
    call: () => rest.private.getPositionMode(),
    line: 'GET /api/v1/private/position/position_mode',
    data: '2',
    value: 2,
  },
  {
    name: 'get-leverage',
    call: () => rest.private.getLeverage({ symbol: 'BTC_USDT' }),
    line: 'GET /api/v1/private/position/leverage?symbol=BTC_USDT',
    data: `[${samples.leverage}]`,
    value: [{ positionType: 1, openType: 1, leverage: 20, level: 1, maxVol: '400000' }],
  },
  {
    name: 'change-leverage',
    call: () => rest.private.changeLeverage({ symbol: 'BTC_USDT', leverage: 20, openType: 1, positionType: 2 }),
    line: 'POST /api/v1/private/position/change_leverage',
    body: '{"symbol":"BTC_USDT","openType":1,"positionType":2,"leverage":20}',
    value: undefined,
  },
  {
    name: 'change-leverage',
    call: () => rest.private.changeLeverage({ positionId: '9007199254740993', leverage: 20 }),
    line: 'POST /api/v1/private/position/change_leverage',
    body: '{"positionId":9007199254740993,"leverage":20}',
    value: undefined,
  },
  {
    name: 'create-order',
    call: () => rest.private.createOrder(anOrder),
    line: 'POST /api/v1/private/order/create',
    body: '{"symbol":"BTC_USDT","side":1,"type":1,"vol":10,"price":65000.5,"leverage":5,"openType":1,"positionMode":1,"externalOid":"sim-0001"}',
    data: samples.created,
    value: { orderId: '739113577038255617', ts: 1761888808839 },
  },
  {
    name: 'create-order',
    call: () =>
      rest.private.createOrder({
        ...{ symbol: 'BTC_USDT', side: 4, type: 5, vol: '0.10', openType: 2, positionMode: 2 },
        ...{ reduceOnly: true, positionId: '9007199254740993', externalOid: 'sim-0002' },
      }),
    line: 'POST /api/v1/private/order/create',
    body: '{"symbol":"BTC_USDT","side":4,"type":5,"vol":0.10,"openType":2,"positionMode":2,"externalOid":"sim-0002","reduceOnly":true,"positionId":9007199254740993}',
    data: '739113577038255617',
    value: { orderId: '739113577038255617' },
  },
  {
    name: 'cancel-orders',
    call: () => rest.private.cancelOrders({ orderIds: ['739113577038255617', '739204819784386561'] }),
    line: 'POST /api/v1/private/order/cancel',
    body: '[739113577038255617,739204819784386561]',
    data: samples.cancelled,
    value: cancelRead,
  },
  {
    name: 'cancel-by-external-oid',
    call: () => rest.private.cancelByExternalOid({ orders: [{ symbol: 'BTC_USDT', externalOid: 'sim-0001' }] }),
    line: 'POST /api/v1/private/order/batch_cancel_with_external',
    body: '[{"symbol":"BTC_USDT","externalOid":"sim-0001"}]',
    data: samples.cancelled,
    value: cancelRead,
  },
  {
    name: 'cancel-all-orders',
    call: () => rest.private.cancelAllOrders({ symbol: 'BTC_USDT' }),
    line: 'POST /api/v1/private/order/cancel_all',
    body: '{"symbol":"BTC_USDT"}',
    value: undefined,
  },
  {
    name: 'cancel-all-orders',
    call: () => rest.private.cancelAllOrders(),
    line: 'POST /api/v1/private/order/cancel_all',
    body: '{"symbol":""}',
    value: undefined,
  },
  {
    name: 'get-order',
    call: () => rest.private.getOrder({ orderId: '739113577038255617' }),
    line: 'GET /api/v1/private/order/get/739113577038255617',
    data: samples.order,
    value: orderRead,
  },
  {
    name: 'get-order-by-external-oid',
    call: () => rest.private.getOrderByExternalOid({ symbol: 'BTC_USDT', externalOid: 'sim-0001' }),
    line: 'GET /api/v1/private/order/external/BTC_USDT/sim-0001',
    data: samples.order,
    value: orderRead,
  },
  {
    name: 'list-open-orders',
    call: () => rest.private.listOpenOrders({ pageNum: 1, pageSize: 100 }),
    line: 'GET /api/v1/private/order/list/open_orders?page_num=1&page_size=100',
    data: `[${samples.order}]`,
    value: [orderRead],
  },
  {
    name: 'list-open-orders',
    call: () => rest.private.listOpenOrders({ pageNum: 2, pageSize: 10 }),
    line: 'GET /api/v1/private/order/list/open_orders?page_num=2&page_size=10',
    data: `{"pageSize":10,"totalCount":11,"totalPage":2,"currentPage":2,"resultList":[${samples.order}]}`,
    value: [orderRead],
  },
];

describe('MexcFuturesRest', () => {
  it.each(cases.map((each) => [each.line, each] as const))('default: %s', async (_line, { name, call, line, body, data, value }) => {
    server.answer = ok(data);
    expect(await call()).toEqual(value);

    expect(server.arrivals).toHaveLength(1);
    const [{ method, url, headers, body: arrived }] = server.arrivals as [(typeof server.arrivals)[0]];
    expect(`${method} ${url}`).toBe(line);
    expect(arrived).toBe(body ?? '');
    expect(headers['content-type']).toBe('application/json');

    if (!endpoints[name].isSigned) {
      expect(headers).not.toHaveProperty('apikey');
      expect(headers).not.toHaveProperty('signature');
      return;
    }
    const signedText = method === 'GET' ? (url.split('?')[1] ?? '') : arrived;
    expect(headers['apikey']).toBe(keys.apiKey);
    expect(headers['request-time']).toBe('1767225600123');
    // What adds or changes says how long it may be on its way.
    const { isRepeatable, lane } = endpoints[name];
    expect(headers['recv-window']).toBe(!isRepeatable && lane === 'order' ? '5' : undefined);
    expect(headers['signature']).toBe(credentials.sign(`${keys.apiKey}1767225600123${signedText}`));
  });

  it('behavior: the order of reference 2.4, vector 2, leaves with exactly its signature', async () => {
    server.answer = ok(samples.created);
    await rest.private.createOrder(anOrder);
    expect(server.arrivals[0]?.headers['signature']).toBe('ed5eedaa0419c93bfd021f9f16edbeeac59ae4ca3eccb205ed1271626f04068d');
  });

  it('behavior: sizes and prices leave digit for digit, whatever they are, and what arrives is what was signed', async () => {
    server.answer = ok(samples.created);
    const decimal = fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.stringMatching(/^[0-9]{0,20}$/))
      .map(([whole, fraction]) => (fraction === '' ? `${whole}` : `${whole}.${fraction}`))
      .filter((text) => /[1-9]/.test(text));
    await fc.assert(
      fc.asyncProperty(decimal, decimal, fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/), async (vol, price, externalOid) => {
        await rest.private.createOrder({ ...order, vol, price, externalOid });
        const arrival = server.arrivals.at(-1);
        expect(arrival?.body).toContain(`"vol":${vol},"price":${price},`);
        expect(arrival?.body).toContain(`"externalOid":"${externalOid}"`);
        expect(arrival?.headers['signature']).toBe(credentials.sign(`${keys.apiKey}1767225600123${arrival?.body}`));
      }),
      { numRuns: 50 },
    );
  });

  it('behavior: the server time sets the clock that signs', async () => {
    const auth = new MexcFuturesAuth({ credentials, clock: new RequestClock({ nowMs: () => 1_000 }) });
    const own = new MexcFuturesRest({ baseUrl: server.url, auth });
    server.answer = ok('1788000000000');
    expect(await own.public.getServerTime()).toBe(1788000000000);
    server.answer = ok('[]');
    await own.private.getAssets();
    expect(auth.clock.isSynchronised).toBe(true);
    expect(server.arrivals.at(-1)?.headers['request-time']).toBe('1788000000000');
    own.close();
  });

  it('behavior: a base address keeps its path, and its slash does no harm', async () => {
    const own = new MexcFuturesRest({ baseUrl: `${server.url}/behind/` });
    server.answer = ok('1');
    await own.public.getServerTime();
    expect(server.arrivals[0]?.url).toBe('/behind/api/v1/contract/ping');
    own.close();
  });

  it('error: a private call without keys', async () => {
    const own = new MexcFuturesRest({ baseUrl: server.url });
    await expect(own.private.getAssets()).rejects.toThrow(CredentialsMissingError);
    expect(server.arrivals).toHaveLength(0);
  });

  it.each<[string, () => Promise<unknown>, string[]]>([
    ['a symbol in small letters', () => rest.public.getFairPrice({ symbol: 'btc_usdt' }), ['symbol']],
    ['a symbol that leads elsewhere', () => rest.public.getFairPrice({ symbol: '../../private' }), ['symbol']],
    ['no parameters', () => rest.public.getFairPrice(undefined as never), ['parameters']],
    ['an unknown interval', () => rest.public.getKlines({ symbol: 'BTC_USDT', interval: 'Min3' as never }), ['interval']],
    [
      'times in milliseconds',
      () => rest.public.getKlines({ symbol: 'BTC_USDT', interval: 'Min1', startSeconds: 1788000000000 }),
      ['startSeconds'],
    ],
    [
      'a reversed range',
      () => rest.public.getKlines({ symbol: 'BTC_USDT', interval: 'Min1', startSeconds: 2, endSeconds: 1 }),
      ['endSeconds'],
    ],
    ['an empty symbol on cancel all', () => rest.private.cancelAllOrders({ symbol: '' }), ['symbol']],
    ['no cancel ids', () => rest.private.cancelOrders({ orderIds: [] }), ['orderIds']],
    ['51 cancel ids', () => rest.private.cancelOrders({ orderIds: Array<string>(51).fill('1') }), ['orderIds']],
    ['a cancel id as a number', () => rest.private.cancelOrders({ orderIds: ['1', 739113577038255617 as never] }), ['orderIds[1]']],
    ['a hole among cancel ids', () => rest.private.cancelOrders({ orderIds: new Array<string>(2) }), ['orderIds[0]', 'orderIds[1]']],
    ['an order id with a path in it', () => rest.private.getOrder({ orderId: '1/../2' }), ['orderId']],
    [
      'a client order id of 33 characters',
      () => rest.private.getOrderByExternalOid({ symbol: 'BTC_USDT', externalOid: 'x'.repeat(33) }),
      ['externalOid'],
    ],
    [
      'cancel by client order id, deep inside',
      () => rest.private.cancelByExternalOid({ orders: [{ symbol: 'BTC_USDT', externalOid: 'a b' }] }),
      ['orders[0].externalOid'],
    ],
    ['a page of 101', () => rest.private.listOpenOrders({ pageNum: 0, pageSize: 101 }), ['pageNum', 'pageSize']],
    [
      'leverage of a side and of a position at once',
      () => rest.private.changeLeverage({ positionId: '1', symbol: 'BTC_USDT', leverage: 5 } as never),
      ['symbol'],
    ],
    ['leverage 0', () => rest.private.changeLeverage({ positionId: '1', leverage: 0 }), ['leverage']],
    [
      'an order of nonsense, all of it named',
      () =>
        rest.private.createOrder({
          ...anOrder,
          ...{ side: 5, type: 6, vol: '1e3', price: '-1', openType: 3, positionMode: 0, externalOid: 'é', quantity: '1' },
        }),
      ['quantity', 'side', 'type', 'vol', 'price', 'openType', 'positionMode', 'externalOid'],
    ],
    ['a size as a number', () => rest.private.createOrder({ ...anOrder, vol: 10 as never }), ['vol']],
    ['a size of zero', () => rest.private.createOrder({ ...anOrder, vol: '0.00' }), ['vol']],
    ['a limit order without price', () => rest.private.createOrder({ ...anOrder, price: undefined }), ['price']],
    ['a market order with price', () => rest.private.createOrder({ ...anOrder, type: 5 }), ['price']],
    ['reduce-only in hedge mode', () => rest.private.createOrder({ ...anOrder, reduceOnly: true }), ['reduceOnly']],
    ['a timeout of 0', () => rest.private.getAssets({ timeoutMs: 0 }), ['timeoutMs']],
    ['a timeout no timer can keep', () => rest.private.getAssets({ timeoutMs: 2 ** 31 }), ['timeoutMs']],
    ['a signal that is none', () => rest.private.getAssets({ signal: {} as never }), ['signal']],
  ])('error: %s is refused before anything is sent', async (_what, call, parameters) => {
    const error: unknown = await call().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as InvalidRequestError).issues.map(({ parameter }) => parameter)).toEqual(parameters);
    expect(error).toMatchObject({ proves: 'not-sent' });
    expect(server.arrivals).toHaveLength(0);
  });

  it('error: names operation, found and expected', async () => {
    await expect(rest.private.getOrder({ orderId: 'abc' })).rejects.toThrow(
      'get-order: orderId: found "abc", expected the digits of an id, as text',
    );
  });
});
