import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { endpoints, MexcApiError } from '@prate/mexc-protocol';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesRest } from '../src';
import { unpaced } from './unpaced';

let simulator: MexcSimulator;
let rest: MexcFuturesRest;
const opened: MexcFuturesRest[] = [];

beforeEach(async () => {
  simulator = await startMexcSimulator({ seed: 7 });
  rest = restWith(simulator.keys);
});
afterEach(async () => {
  for (const each of opened.splice(0)) each.close();
  await simulator.stop();
});

function restWith(credentials: { apiKey: string; apiSecret: string }, clock?: RequestClock): MexcFuturesRest {
  const auth = new MexcFuturesAuth({ credentials, ...(clock && { clock }) });
  const made = new MexcFuturesRest({ baseUrl: simulator.restUrl, auth, ...unpaced });
  opened.push(made);
  return made;
}

/** What is asked below. */
const served = [
  'get-server-time',
  'get-contract-detail',
  'get-klines',
  'get-fair-price',
  'get-assets',
  'list-open-positions',
  'get-position-mode',
  'get-leverage',
  'change-leverage',
  'create-order',
  'cancel-orders',
  'cancel-by-external-oid',
  'cancel-all-orders',
  'get-order',
  'get-order-by-external-oid',
  'list-open-orders',
] as const;

const market = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '10', openType: 1, leverage: 10, positionMode: 1 };
const limit = { ...market, type: 1 };

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new Error(`nothing was thrown, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}

/** A limit price that rests: the mark, less five per cent, on the tick. */
async function restingPrice(): Promise<string> {
  const { fairPrice } = await rest.public.getFairPrice({ symbol: 'BTC_USDT' });
  return String(Math.floor(Number(fairPrice) * 0.95));
}

describe('against the simulator', () => {
  it('default: each of its endpoints once', async () => {
    expect(await rest.public.getServerTime()).toBeGreaterThan(1_700_000_000_000);
    const contracts = await rest.public.getContractDetail();
    expect(contracts.map(({ symbol }) => symbol)).toEqual(expect.arrayContaining(['BTC_USDT', 'ETH_USDT']));
    expect(await rest.public.getContractDetail({ symbol: 'BTC_USDT' })).toMatchObject([{ symbol: 'BTC_USDT', contractSize: '0.0001' }]);
    const klines = await rest.public.getKlines({ symbol: 'BTC_USDT', interval: 'Min1' });
    expect(klines.time.length).toBeGreaterThan(100);
    const price = await restingPrice();

    expect(await rest.private.getPositionMode()).toBe(1);
    expect(await rest.private.changeLeverage({ symbol: 'BTC_USDT', leverage: 10, openType: 1, positionType: 1 })).toBeUndefined();
    expect(await rest.private.getLeverage({ symbol: 'BTC_USDT' })).toEqual(
      expect.arrayContaining([expect.objectContaining({ positionType: 1, openType: 1, leverage: 10 })]),
    );

    const { orderId } = await rest.private.createOrder({ ...market, externalOid: 'rest-market' });
    expect(BigInt(orderId)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    expect(await rest.private.getOrder({ orderId })).toMatchObject({ orderId, state: 3, dealVol: '10', externalOid: 'rest-market' });
    const [position] = await rest.private.listOpenPositions({ symbol: 'BTC_USDT' });
    expect(position).toMatchObject({ symbol: 'BTC_USDT', positionType: 1, holdVol: '10', leverage: 10 });
    await rest.private.changeLeverage({ positionId: position?.positionId ?? '', leverage: 10 });
    expect(await rest.private.getAssets()).toEqual(expect.arrayContaining([expect.objectContaining({ currency: 'USDT' })]));

    for (const name of ['a', 'b', 'c', 'd']) await rest.private.createOrder({ ...limit, price, externalOid: `rest-${name}` });
    const working = await rest.private.listOpenOrders({ pageNum: 1, pageSize: 100 });
    expect(working.map(({ externalOid }) => externalOid).sort()).toEqual(['rest-a', 'rest-b', 'rest-c', 'rest-d']);
    const a = await rest.private.getOrderByExternalOid({ symbol: 'BTC_USDT', externalOid: 'rest-a' });
    expect(await rest.private.cancelOrders({ orderIds: [a.orderId] })).toMatchObject([{ orderId: a.orderId, errorCode: 0 }]);
    const b = { symbol: 'BTC_USDT', externalOid: 'rest-b' };
    expect(await rest.private.cancelByExternalOid({ orders: [b] })).toMatchObject([{ errorCode: 0 }]);
    await rest.private.cancelAllOrders({ symbol: 'BTC_USDT' });
    await rest.private.cancelAllOrders();
    expect(await rest.private.listOpenOrders({ pageNum: 1, pageSize: 100 })).toEqual([]);

    const asked = new Set(simulator.control.log.map(({ method, path }) => `${method} ${path}`));
    for (const { verb, path } of served.map((name) => endpoints[name])) {
      const pattern = new RegExp(`^${verb} ${path.replace(/\{\w+\}/g, '[^/]+')}$`);
      expect([...asked].filter((line) => pattern.test(line))).not.toEqual([]);
    }
    expect(simulator.control.log.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it.each([-30_000, 30_000])(
    'behavior: a local clock off by %d ms is mended at the first 513, without repeating an order',
    async (skewMs) => {
      const clock = () => new RequestClock({ nowMs: () => Date.now() + skewMs });
      const reading = restWith(simulator.keys, clock());
      expect(await reading.private.getAssets()).not.toEqual([]);
      expect(simulator.control.log.map(({ path }) => path.split('/').at(-1))).toEqual(['assets', 'ping', 'assets']);

      const ordering = restWith(simulator.keys, clock());
      const refused = await errorOf(ordering.private.createOrder({ ...market, externalOid: 'rest-skew' }));
      expect(refused).toMatchObject({ code: 513, kind: 'clock', proves: 'refused', advice: 'resync-clock' });
      expect(simulator.control.log.filter(({ path }) => path.endsWith('/order/create'))).toHaveLength(1);
      expect(await ordering.private.createOrder({ ...market, externalOid: 'rest-skew' })).toHaveProperty('orderId');
    },
  );

  it('error: a wrong secret is code 602', async () => {
    const error = await errorOf(restWith({ ...simulator.keys, apiSecret: 'wrong' }).private.getAssets());
    expect(error).toBeInstanceOf(MexcApiError);
    expect(error).toMatchObject({ code: 602, kind: 'auth', proves: 'refused' });
  });

  it('error: a wrong key is refused', async () => {
    const error = await errorOf(restWith({ ...simulator.keys, apiKey: 'sim_wrong' }).private.getAssets());
    expect(error).toBeInstanceOf(MexcApiError);
    expect(error).toMatchObject({ kind: 'auth', proves: 'refused' });
  });

  it('error: an unknown order is code 2040', async () => {
    expect(await errorOf(rest.private.getOrder({ orderId: '739113577038255617' }))).toMatchObject({ name: 'MexcApiError', code: 2040 });
    const byOurs = rest.private.getOrderByExternalOid({ symbol: 'BTC_USDT', externalOid: 'never' });
    expect(await errorOf(byOurs)).toMatchObject({ name: 'MexcApiError', code: 2040 });
    expect(await rest.private.cancelOrders({ orderIds: ['739113577038255617'] })).toMatchObject([{ errorCode: 2040 }]);
  });

  it.each([
    ['hang-up-before-accept', { name: 'TransportError', phase: 'reset', proves: 'nothing' }, 0],
    ['accept-then-hang-up', { name: 'TransportError', phase: 'reset', proves: 'nothing' }, 1],
    ['http-502', { name: 'TransportError', httpStatus: 502, proves: 'nothing' }, 0],
    ['http-502-after-accept', { name: 'TransportError', httpStatus: 502, proves: 'nothing' }, 1],
    ['maintenance', { name: 'MexcApiError', kind: 'maintenance', proves: 'refused' }, 0],
  ] as const)('error: %s: the order arrives once, and what is claimed holds', async (fault, claim, orders) => {
    simulator.control.faults.next('create-order', fault);
    expect(await errorOf(rest.private.createOrder({ ...market, externalOid: 'rest-fault' }))).toMatchObject(claim);
    expect(simulator.control.log.filter(({ path }) => path.endsWith('/order/create'))).toHaveLength(1);
    expect(simulator.control.snapshot().orders).toHaveLength(orders);
  });
});
