import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { NotSupported, pro } from 'ccxt';
import { ccxtSettings } from './ccxt-settings';

const BTC = 'BTC/USDT:USDT';
const INVERSE = 'BTC/USD:BTC';
const ISOLATED = { marginMode: 'isolated', leverage: 20, hedged: true };

type Exchange = InstanceType<typeof pro.mexc>;

/** The machine's clock, until it is told to stand still. */
class StoppableClock {
  private stoppedAtMs: number | undefined;

  nowMs(): number {
    return this.stoppedAtMs ?? Date.now();
  }

  stop(): void {
    this.stoppedAtMs = Date.now();
  }
}

async function connect(simulator: MexcSimulator): Promise<Exchange> {
  const exchange = new pro.mexc(ccxtSettings(simulator, { keys: simulator.keys }));
  // What ccxt asks of everybody whose socket is ws:// and not wss://: the TLS setting of the simulator's address.
  await exchange.loadHttpProxyAgent();
  return exchange;
}

describe('ccxt.pro watches the market', () => {
  const clock = new StoppableClock();
  let simulator: MexcSimulator;
  let exchange: Exchange;
  beforeAll(async () => {
    simulator = await startMexcSimulator({ clock });
    exchange = await connect(simulator);
    await exchange.loadMarkets();
  });
  afterAll(async () => {
    await exchange.close();
    await simulator.stop();
  });

  const subscribed = (method: string) => simulator.control.streams.log.filter((record) => record.method === method).length;

  it('watchTicker: the fields that REST has, and newer ones again later', async () => {
    const known = (ticker: object) => Object.entries(ticker).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    const first = await exchange.watchTicker(BTC);
    const second = await exchange.watchTicker(BTC);
    expect(known(first)).toEqual(known(await exchange.fetchTicker(BTC)));
    expect(second.timestamp).toBeGreaterThan(first.timestamp as number);
    expect(first.bid).toBeLessThan(first.ask as number);
    expect(subscribed('sub.ticker')).toBe(1);
  });

  it('watchTickers: all, and some of them', async () => {
    expect(Object.keys(await exchange.watchTickers()).sort()).toEqual(exchange.symbols);
    const some = await exchange.watchTickers([BTC, INVERSE]);
    expect(Object.keys(some).sort()).toEqual([INVERSE, BTC]);
    expect(some[BTC]?.last).toBeGreaterThan(0);
  });

  it('watchTrades: deals that REST knows as well', async () => {
    const trades = await exchange.watchTrades(BTC);
    const known = await exchange.fetchTrades(BTC, undefined, 100);
    expect(trades.length).toBeGreaterThan(0);
    expect(known.map(({ id }) => id)).toEqual(expect.arrayContaining(trades.map(({ id }) => id)));
  });

  it('watchOHLCV: the minute that is open, then its later states', async () => {
    const first = [...((await exchange.watchOHLCV(BTC, '1m')).at(-1) ?? [])];
    const second = (await exchange.watchOHLCV(BTC, '1m')).at(-1) ?? [];
    expect(Number(first[0]) % 60_000).toBe(0);
    expect(second[0]).toBeGreaterThanOrEqual(first[0] as number);
    const [open, high, low, close] = second.slice(1, 5) as [number, number, number, number];
    expect([low <= Math.min(open, close), high >= Math.max(open, close)]).toEqual([true, true]);
  });

  it('watchFundingRate', async () => {
    const { fundingRate, fundingTimestamp } = await exchange.fetchFundingRate(BTC);
    expect(await exchange.watchFundingRate(BTC)).toMatchObject({ symbol: BTC, fundingRate, fundingTimestamp });
  });

  it('watchOrderBook: its version grows, it is never crossed, and it is level for level the book that REST has of that version', async () => {
    const nonces: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const { nonce, bids, asks } = await exchange.watchOrderBook(BTC);
      nonces.push(nonce as number);
      const [prices, others] = [bids, asks].map((side) => side.map(([price]) => price as number)) as [number[], number[]];
      expect(prices).toEqual([...prices].sort((one, other) => other - one));
      expect(others).toEqual([...others].sort((one, other) => one - other));
      expect(prices[0]).toBeLessThan(others[0] as number);
    }
    expect(nonces).toEqual([...new Set(nonces)].sort((one, other) => one - other));

    clock.stop();
    const seen = await exchange.fetchOrderBook(BTC);
    let watched = exchange.orderbooks[BTC] as typeof seen;
    while ((watched.nonce as number) < (seen.nonce as number)) watched = await exchange.watchOrderBook(BTC);
    // Without the number of orders: ccxt.pro keeps the one of a level that it met first.
    const rows = ({ asks, bids, nonce }: typeof seen) => ({
      nonce,
      sides: [asks, bids].map((side) => Array.from(side, (row) => row.slice(0, 2))),
    });
    expect(rows(watched)).toEqual(rows(seen));
  });

  it('unWatch: ticker, tickers, trades, OHLCV, order book, funding rate', async () => {
    await exchange.unWatchTicker(BTC);
    await exchange.unWatchTickers();
    await exchange.unWatchTrades(BTC);
    await exchange.unWatchOHLCV(BTC, '1m');
    await exchange.unWatchOrderBook(BTC);
    await exchange.unWatchFundingRate(BTC);
    const methods = ['ticker', 'tickers', 'deal', 'kline', 'depth', 'funding.rate'].map((topic) => `unsub.${topic}`);
    const heard = () => simulator.control.streams.log.filter(({ method }) => method !== undefined && methods.includes(method));
    while (heard().length < methods.length) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard().map(({ isRefused }) => isRefused)).toEqual(methods.map(() => false));
  });
});

describe('ccxt.pro watches the account', () => {
  let simulator: MexcSimulator;
  let exchange: Exchange;
  let low: number;
  beforeAll(async () => {
    simulator = await startMexcSimulator();
    exchange = await connect(simulator);
    await exchange.loadMarkets();
    low = Math.round(((await exchange.fetchTicker(BTC)).last as number) * 0.95);
  });
  afterAll(async () => {
    await exchange.close();
    await simulator.stop();
  });

  /** ccxt only hears what comes after it has logged in. */
  const loggedIn = async (): Promise<void> => {
    while (!simulator.control.streams.log.some(({ method }) => method === 'login')) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const truth = (id: string | undefined) => simulator.control.snapshot().orders.find(({ orderId }) => orderId === id);

  it('watchOrders: placed, then cancelled', async () => {
    const told = exchange.watchOrders(BTC);
    await loggedIn();
    const { id } = await exchange.createOrder(BTC, 'limit', 'buy', 10, low, ISOLATED);
    expect(await told).toEqual([expect.objectContaining({ id, symbol: BTC, status: 'open', price: low, amount: 10, filled: 0 })]);
    const toldAgain = exchange.watchOrders(BTC);
    await exchange.cancelOrder(String(id), BTC);
    expect(await toldAgain).toEqual([expect.objectContaining({ id, status: 'canceled', filled: 0 })]);
  });

  it('watchOrders, watchMyTrades, watchBalance: an order that fills, its fill and what is left', async () => {
    const told = Promise.all([exchange.watchOrders(), exchange.watchMyTrades(BTC), exchange.watchBalance()]);
    await loggedIn();
    const { id } = await exchange.createOrder(BTC, 5 as never, 'buy', 10, undefined, ISOLATED);
    const [orders, trades, balance] = await told;
    const { dealAvgPrice, takerFee } = truth(id) ?? {};
    const cost = Number(takerFee);
    expect(orders.at(-1)).toMatchObject({ id, status: 'closed', filled: 10, average: Number(dealAvgPrice) });
    expect(trades).toEqual([
      expect.objectContaining({
        order: id,
        takerOrMaker: 'taker',
        price: Number(dealAvgPrice),
        amount: 10,
        fee: { currency: 'USDT', cost },
      }),
    ]);
    const { available, frozen } = simulator.control.snapshot().balances['USDT'] ?? {};
    expect(balance['USDT']).toMatchObject({ free: Number(available), used: Number(frozen) });
  });

  it('ccxt’s own: watchPositions is not there for MEXC in this version', async () => {
    await expect(exchange.watchPositions([BTC])).rejects.toThrow(NotSupported);
  });

  it('behavior: a socket that is cut ends what waits on it, and watching again opens another', async () => {
    const waiting = exchange.watchOrders(BTC);
    waiting.catch(() => undefined);
    simulator.control.streams.cut();
    await expect(waiting).rejects.toThrow(/closed/i);
    const told = exchange.watchOrders(BTC);
    const logins = () => simulator.control.streams.log.filter(({ method }) => method === 'login').length;
    while (logins() < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    const { id } = await exchange.createOrder(BTC, 'limit', 'buy', 1, low, ISOLATED);
    expect((await told).map((order) => order.id)).toContain(id);
  });
});

describe('ccxt.pro watches an order that waits', () => {
  const clock = { aheadMs: 0, nowMs: (): number => Date.now() + clock.aheadMs };
  let simulator: MexcSimulator;
  let exchange: Exchange;
  beforeAll(async () => {
    const startMs = Math.floor(Date.now() / 1000) * 1000;
    // Half a minute at 65,000.0, then 64,000.5.
    const seconds = Array.from({ length: 120 }, (_, index) => {
      const price = index < 30 ? '65000.0' : '64000.5';
      return { openTimeMs: startMs + index * 1000, open: price, high: price, low: price, close: price, volume: '12.3456' };
    });
    simulator = await startMexcSimulator({ clock, tapes: [{ symbol: 'BTC_USDT', seconds }] });
    exchange = await connect(simulator);
    await exchange.loadMarkets();
  });
  afterAll(async () => {
    await exchange.close();
    await simulator.stop();
  });

  it('watchOrders, watchMyTrades: open while the price is above, closed by a maker’s fill when it falls', async () => {
    const opened = exchange.watchOrders(BTC);
    while (!simulator.control.streams.log.some(({ method }) => method === 'login')) await new Promise((resolve) => setTimeout(resolve, 10));
    const { id } = await exchange.createOrder(BTC, 'limit', 'buy', 10, 64_500, ISOLATED);
    expect(await opened).toEqual([expect.objectContaining({ id, status: 'open', filled: 0, remaining: 10 })]);
    const told = Promise.all([exchange.watchOrders(BTC), exchange.watchMyTrades(BTC)]);
    clock.aheadMs += 40_000;
    const [orders, trades] = await told;
    expect(orders).toEqual([expect.objectContaining({ id, status: 'closed', filled: 10, remaining: 0, average: 64_500 })]);
    expect(trades).toEqual([expect.objectContaining({ order: id, takerOrMaker: 'maker', price: 64_500, amount: 10 })]);
  });
});
