import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import {
  AuthenticationError,
  BadRequest,
  BadSymbol,
  ExchangeError,
  InsufficientFunds,
  InvalidOrder,
  OnMaintenance,
  OrderNotFound,
  PermissionDenied,
  RateLimitExceeded,
  mexc,
} from 'ccxt';
import { type CcxtKeys, ccxtSettings } from './ccxt-settings';

const BTC = 'BTC/USDT:USDT';
const ISOLATED = { marginMode: 'isolated', leverage: 1, hedged: true };
const UNKNOWN_ID = '739113577038255617';

/** What the simulator refuses, and which of ccxt's errors it becomes. */
describe('ccxt reads refusals', () => {
  let simulator: MexcSimulator;
  const opened: mexc[] = [];
  const connect = (keys: CcxtKeys): mexc => {
    const exchange = new mexc(ccxtSettings(simulator, { keys, isPaced: true }));
    opened.push(exchange);
    return exchange;
  };
  let trader: mexc;
  let low: number;
  beforeAll(async () => {
    simulator = await startMexcSimulator({ rateLimits: 'published' });
    trader = connect(simulator.keys);
    low = Math.round(((await trader.fetchTicker(BTC)).last as number) * 0.95);
  });
  afterAll(async () => {
    for (const exchange of opened) await exchange.close();
    await simulator.stop();
  });

  it.each([
    ['a key that looks live', { apiKey: 'mx0vglRealLooking' }],
    ['a wrong secret', { apiSecret: 'sim_wrong' }],
  ])('AuthenticationError: %s', async (_case, over) => {
    const exchange = connect({ ...simulator.keys, ...over });
    await expect(exchange.fetchPositionMode()).rejects.toThrow(AuthenticationError);
  });

  it('AuthenticationError: loadMarkets with a wrong secret, by the spot side', async () => {
    await expect(connect({ ...simulator.keys, apiSecret: 'sim_wrong' }).loadMarkets()).rejects.toThrow(AuthenticationError);
  });

  it('ccxt’s own: loadMarkets with an unknown key is a BadRequest, as its table says of 10072', async () => {
    await expect(connect({ ...simulator.keys, apiKey: 'sim_ffff' }).loadMarkets()).rejects.toThrow(BadRequest);
  });

  it('BadRequest: a clock that is a minute behind (513)', async () => {
    const exchange = connect(simulator.keys);
    exchange.options['timeDifference'] = 60_000;
    await expect(exchange.fetchPositionMode()).rejects.toThrow(BadRequest);
    await expect(exchange.fetchPositionMode()).rejects.toThrow(/"code":513/);
  });

  it('PermissionDenied: a key without the permission, an address that is not bound to it', async () => {
    simulator.control.access.permit(['account-read']);
    await expect(trader.fetchPositionMode()).rejects.toThrow(PermissionDenied);
    simulator.control.access.permit(['account-read', 'account-write', 'trade-read', 'trade-write']);
    simulator.control.access.blockAddress();
    await expect(trader.fetchPositionMode()).rejects.toThrow(PermissionDenied);
    simulator.control.access.unblockAddress();
    expect(await trader.fetchPositionMode()).toMatchObject({ hedged: true });
  });

  it('BadSymbol: a contract that is not listed, in ccxt and at the venue', async () => {
    await expect(trader.fetchTicker('NOPE/USDT:USDT')).rejects.toThrow(BadSymbol);
    await expect(trader.contractPublicGetDepthSymbol({ symbol: 'NOPE_USDT' })).rejects.toThrow(BadSymbol);
  });

  it('InsufficientFunds: more than the account has (2005)', async () => {
    await expect(trader.createOrder(BTC, 'limit', 'buy', 400_000, low, ISOLATED)).rejects.toThrow(InsufficientFunds);
  });

  it('InvalidOrder: a price outside of the band (2003), and an order that is not there to be cancelled', async () => {
    await expect(trader.createOrder(BTC, 'limit', 'buy', 1, low * 2, ISOLATED)).rejects.toThrow(InvalidOrder);
    await expect(trader.cancelOrder(UNKNOWN_ID, BTC)).rejects.toThrow(InvalidOrder);
  });

  it('ccxt’s own: an order that does not exist is a plain ExchangeError, not OrderNotFound, as its table has no row for 2040', async () => {
    const error: unknown = await trader.fetchOrder(UNKNOWN_ID, BTC).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ExchangeError);
    expect(error).not.toBeInstanceOf(OrderNotFound);
    expect((error as Error).message).toContain('"code":2040');
  });

  it('OnMaintenance: the exchange is closed for a while (801)', async () => {
    simulator.control.faults.next('get-position-mode', 'maintenance');
    await expect(trader.fetchPositionMode()).rejects.toThrow(OnMaintenance);
  });

  it('RateLimitExceeded: ccxt’s own pace is faster than the four orders in two seconds that are allowed (510)', async () => {
    const order = () => trader.createOrder(BTC, 'limit', 'buy', 1, low, ISOLATED);
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, order));
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toBeInstanceOf(RateLimitExceeded);
    expect(simulator.control.snapshot().orders).toHaveLength(outcomes.length - reasons.length);
  });
});
