import { MexcFuturesAuth } from '@prate/mexc-auth';
import type { EndpointName } from '@prate/mexc-protocol';
import { type FaultName, faultNames, faultRows, type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesRest } from '../src';
import { unpaced } from './unpaced';

const market = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '10', openType: 1, leverage: 10, positionMode: 1 };

let simulator: MexcSimulator;
let rest: MexcFuturesRest;
beforeEach(async () => {
  simulator = await startMexcSimulator({ seed: 7 });
  const auth = new MexcFuturesAuth({ credentials: simulator.keys });
  rest = new MexcFuturesRest({ baseUrl: simulator.restUrl, auth, timeoutMs: 1_000, ...unpaced });
});
afterEach(async () => {
  rest.close();
  await simulator.stop();
});

const nothing = { name: 'TransportError', proves: 'nothing' };
const answered = (httpStatus: number, proves = 'nothing') => ({ name: 'TransportError', phase: 'http-status', httpStatus, proves });
const coded = (code: number, proves = 'refused') => ({ name: 'MexcApiError', code, proves });
const unreadable = { name: 'UnreadableResponseError', proves: 'nothing' };
const done = { orderId: expect.stringMatching(/^\d{18}$/) };

/** What an order that meets the fault comes back as: an answer, or an error and what it proves. */
const claims = {
  'hang-up-before-accept': { ...nothing, phase: 'reset' },
  'accept-then-hang-up': { ...nothing, phase: 'reset' },
  'late-answer': { ...nothing, phase: 'timeout' },
  'late-accept': { ...nothing, phase: 'timeout' },
  'late-arrival': { ...nothing, phase: 'reset' },
  'http-500': answered(500),
  'http-500-after-accept': answered(500),
  'http-502': answered(502),
  'http-502-after-accept': answered(502),
  'http-503': answered(503),
  'http-503-after-accept': answered(503),
  'http-504': answered(504),
  'http-504-after-accept': answered(504),
  'http-403': answered(403, 'refused'),
  'http-429': answered(429, 'refused'),
  'refuse-406': { ...coded(406), kind: 'permission' },
  'refuse-510': { ...coded(510), kind: 'rate' },
  'refuse-513': { ...coded(513), kind: 'clock' },
  'refuse-602': { ...coded(602), kind: 'auth' },
  'refuse-701': { ...coded(701), kind: 'permission' },
  'maintenance-604': { ...coded(604), kind: 'maintenance' },
  maintenance: { ...coded(801), kind: 'maintenance' },
  'maintenance-1002': coded(1002),
  'unmapped-code': coded(98_765, 'nothing'),
  'unmapped-code-after-accept': coded(98_765, 'nothing'),
  'truncated-json': unreadable,
  'half-body': nothing,
  'gzip-garbage': nothing,
  'no-envelope': unreadable,
  'wrong-type-json': unreadable,
  'unmapped-field': done,
  'order-invisible': done,
  'accepted-then-invalid': done,
  'partial-fill-then-cancel': done,
  'duplicate-answered': done,
  'duplicate-placed': done,
  'contract-delisted': coded(1002),
  'contract-closed-to-api': { name: 'MexcApiError', proves: 'refused' },
  'position-mode-changed': done,
  'leverage-changed': done,
  'position-liquidated': done,
  'funding-settled': done,
  'book-frozen': done,
  'book-crossed': done,
  'clock-skew': done,
} as const satisfies Readonly<Partial<Record<FaultName, object>>>;

const options = {
  'contract-delisted': { symbol: 'BTC_USDT' },
  'contract-closed-to-api': { symbol: 'BTC_USDT' },
  'leverage-changed': { symbol: 'BTC_USDT', leverage: 7 },
  'position-liquidated': { symbol: 'BTC_USDT', side: 'long' },
  'funding-settled': { symbol: 'BTC_USDT' },
  'book-frozen': { symbol: 'BTC_USDT' },
  'book-crossed': { symbol: 'BTC_USDT' },
  'clock-skew': { skewMs: 5_000 },
  'late-accept': { delayMs: 1_200 },
} as const;

const outcomeOf = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

describe('an order that meets a fault of the simulator', () => {
  it.each(Object.keys(claims) as (keyof typeof claims)[])('behavior: %s: sent once, and what is claimed holds', async (fault) => {
    simulator.control.faults.next('create-order', fault, (options as Partial<Record<FaultName, object>>)[fault] ?? {});
    const outcome = await outcomeOf(rest.private.createOrder({ ...market, externalOid: 'faulty' }));
    expect(outcome).toMatchObject(claims[fault]);
    expect(simulator.control.log.filter(({ path }) => path.endsWith('/order/create')).length).toBeLessThanOrEqual(1);
    const orders = simulator.control.snapshot().orders.length;
    // "refused" is a promise: nothing stands on the exchange. An id is one as well.
    const { proves } = outcome as { readonly proves?: string };
    if (proves === 'refused') expect(orders).toBe(0);
    if (proves === undefined) expect(orders).toBe(1);
  });

  it.each([
    ['filled-before-cancel', 2041],
    ['cancelled-yet-filled', 0],
  ] as const)('behavior: %s: the cancel says %d, the order says that it is filled', async (fault, errorCode) => {
    const { fairPrice } = await rest.public.getFairPrice({ symbol: 'BTC_USDT' });
    const price = String(Math.floor(Number(fairPrice) * 0.95));
    const { orderId } = await rest.private.createOrder({ ...market, type: 1, price, externalOid: 'raced' });
    simulator.control.faults.next('cancel-orders', fault);
    expect(await rest.private.cancelOrders({ orderIds: [orderId] })).toMatchObject([{ orderId, errorCode }]);
    expect(await rest.private.getOrder({ orderId })).toMatchObject({ state: 3, dealVol: '10' });
  });

  it('behavior: order-invisible: 2040 until it is to be seen', async () => {
    simulator.control.faults.next('create-order', 'order-invisible', { delayMs: 300 });
    const { orderId } = await rest.private.createOrder({ ...market, externalOid: 'hidden' });
    expect(await outcomeOf(rest.private.getOrder({ orderId }))).toMatchObject(coded(2040, 'nothing'));
    let outcome: unknown;
    do outcome = await outcomeOf(rest.private.getOrderByExternalOid({ symbol: 'BTC_USDT', externalOid: 'hidden' }));
    while (outcome instanceof Error);
    expect(outcome).toMatchObject({ orderId, state: 3 });
  });

  it.each(['minute-missing', 'minute-doubled', 'minute-late', 'minute-corrected'] as const)(
    'behavior: %s: the client hands on what came, columns of one length',
    async (fault) => {
      const ask = () => rest.public.getKlines({ symbol: 'BTC_USDT', interval: 'Min1' });
      const usual = await ask();
      simulator.control.faults.next('get-klines', fault);
      const struck = await ask();
      expect(new Set([struck.time.length, struck.close.length, struck.vol.length]).size).toBe(1);
      expect([struck.time, struck.close]).not.toEqual([usual.time, usual.close]);
    },
  );

  it('behavior: reads repeat what may be repeated, and only that', async () => {
    const attempts = async (fault: FaultName, endpoint: EndpointName = 'list-open-orders') => {
      simulator.control.faults.next(endpoint, fault);
      const before = simulator.control.log.length;
      await outcomeOf(rest.private.listOpenOrders({ pageNum: 1, pageSize: 10 }));
      return simulator.control.log.slice(before).filter(({ path }) => path.endsWith('/open_orders')).length;
    };
    expect(await attempts('http-503')).toBe(2);
    expect(await attempts('accept-then-hang-up')).toBe(2);
    expect(await attempts('maintenance')).toBe(1);
    expect(await attempts('truncated-json')).toBe(1);
  });

  it('behavior: no fault of the table is without a claim', () => {
    const elsewhere: readonly FaultName[] = [
      'filled-before-cancel',
      'cancelled-yet-filled',
      'minute-missing',
      'minute-doubled',
      'minute-late',
      'minute-corrected',
    ];
    expect([...Object.keys(claims), ...elsewhere].sort()).toEqual([...faultNames].sort());
    for (const name of faultNames) expect(faultRows[name].meaning).not.toBe('');
  });
});
