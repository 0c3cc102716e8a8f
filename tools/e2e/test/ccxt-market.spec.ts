import { MexcFuturesRest } from '@prate/mexc-rest';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { mexc } from 'ccxt';
import { ccxtSettings } from './ccxt-settings';

const START_MS = 1_790_000_000_500;
const MINUTE_MS = 60_000;
const BTC = 'BTC/USDT:USDT';
const ETH = 'ETH/USDT:USDT';
const DOGE = 'DOGE/USDT:USDT';
const INVERSE = 'BTC/USD:BTC';

/** ccxt from its package, against a simulator whose clock stands still, so that what it parses can be held against our own client's reading. */
describe('ccxt reads the market', () => {
  let simulator: MexcSimulator;
  let exchange: mexc;
  let rest: MexcFuturesRest;
  beforeAll(async () => {
    simulator = await startMexcSimulator({ clock: { nowMs: () => START_MS } });
    exchange = new mexc(ccxtSettings(simulator));
    rest = new MexcFuturesRest({ baseUrl: simulator.restUrl });
    await exchange.loadMarkets();
  });
  afterAll(async () => {
    rest.close();
    await exchange.close();
    await simulator.stop();
  });

  it('loadMarkets: nothing but the four contracts, no spot pair', () => {
    expect(exchange.symbols).toEqual([INVERSE, BTC, DOGE, ETH]);
    expect(simulator.control.log.map(({ path }) => path).sort()).toEqual(['/api/v1/contract/detail', '/api/v3/exchangeInfo']);
  });

  it.each([
    [BTC, { id: 'BTC_USDT', linear: true, settle: 'USDT', contractSize: 0.0001, maker: 0.0001, taker: 0.0004 }, 0.1, 400_000, 500],
    [ETH, { id: 'ETH_USDT', linear: true, settle: 'USDT', contractSize: 0.01, maker: 0.0001, taker: 0.0004 }, 0.01, 400_000, 100],
    [DOGE, { id: 'DOGE_USDT', linear: true, settle: 'USDT', contractSize: 100, maker: 0, taker: 0 }, 0.00001, 200_000, 50],
    [INVERSE, { id: 'BTC_USD', inverse: true, settle: 'BTC', contractSize: 100, maker: 0.0001, taker: 0.0004 }, 0.1, 100_000, 100],
  ])('loadMarkets: %s with size, tick, limits and fees', (symbol, fields, tick, most, leverage) => {
    expect(exchange.market(symbol)).toMatchObject({
      ...fields,
      type: 'swap',
      active: true,
      precision: { price: tick, amount: 1 },
      limits: { amount: { min: 1, max: most }, leverage: { min: 1, max: leverage } },
    });
  });

  it('fetchCurrencies: none without keys; the coins follow from the contracts', async () => {
    expect(await exchange.fetchCurrencies()).toEqual({});
    expect(Object.keys(exchange.currencies).sort()).toEqual(['BTC', 'DOGE', 'ETH', 'USD', 'USDT']);
  });

  it('fetchTime, fetchStatus: of the exchange, not of this machine; of the spot side as well', async () => {
    expect(await exchange.fetchTime()).toBe(START_MS);
    expect(await exchange.fetchTime({ type: 'spot' })).toBe(START_MS);
    expect(await exchange.fetchStatus()).toMatchObject({ status: 'ok', updated: START_MS });
    expect(await exchange.fetchStatus({ type: 'spot' })).toMatchObject({ status: 'ok' });
  });

  it('fetchTicker', async () => {
    const [seen] = await rest.public.getTicker({ symbol: 'BTC_USDT' });
    expect(await exchange.fetchTicker(BTC)).toMatchObject({
      symbol: BTC,
      timestamp: START_MS,
      last: Number(seen?.lastPrice),
      bid: Number(seen?.bid1),
      ask: Number(seen?.ask1),
      high: Number(seen?.high24Price),
      low: Number(seen?.lower24Price),
      baseVolume: Number(seen?.volume24),
      quoteVolume: Number(seen?.amount24),
      change: Number(seen?.riseFallValue),
      percentage: Number((Number(seen?.riseFallRate) * 100).toFixed(2)),
    });
  });

  it('fetchTickers: all, and several', async () => {
    const all = await exchange.fetchTickers();
    expect(Object.keys(all).sort()).toEqual([INVERSE, BTC, DOGE, ETH]);
    expect(Object.keys(await exchange.fetchTickers([BTC, ETH])).sort()).toEqual([BTC, ETH]);
    expect(all[BTC]?.last).toBe((await exchange.fetchTicker(BTC)).last);
  });

  it('ccxt’s own: fetchTickers of one symbol finds nothing, as it expects a list where the venue answers an object (reference 4.9)', async () => {
    expect(await exchange.fetchTickers([BTC])).toEqual({});
  });

  it('fetchOrderBook: whole and cut, best first, with the version as nonce', async () => {
    const seen = await rest.public.getDepth({ symbol: 'BTC_USDT' });
    const rows = (side: typeof seen.asks) => side.map((row) => row.map(Number));
    const book = await exchange.fetchOrderBook(BTC);
    expect(book).toMatchObject({ symbol: BTC, timestamp: START_MS, nonce: Number(seen.version) });
    expect([book.asks, book.bids]).toEqual([rows(seen.asks), rows(seen.bids)]);
    expect(book.bids[0]?.[0]).toBeLessThan(book.asks[0]?.[0] as number);
    const cut = await exchange.fetchOrderBook(BTC, 5);
    expect([cut.asks, cut.bids]).toEqual([rows(seen.asks).slice(0, 5), rows(seen.bids).slice(0, 5)]);
  });

  it('fetchTrades: the newest, oldest first, each with the side that took', async () => {
    const seen = await rest.public.getDeals({ symbol: 'BTC_USDT', limit: 20 });
    const trades = await exchange.fetchTrades(BTC, undefined, 20);
    expect(trades).toHaveLength(20);
    expect(trades.map(({ timestamp }) => timestamp)).toEqual(trades.map(({ timestamp }) => timestamp).sort());
    const fields = trades.map(({ price, amount, side, timestamp }) => [price, amount, side, timestamp].join());
    const expected = seen.map(({ p, v, T, t }) => [Number(p), Number(v), T === 1 ? 'buy' : 'sell', t].join());
    expect(fields.sort()).toEqual(expected.sort());
  });

  it.each([
    ['1m', 'Min1', MINUTE_MS],
    ['1h', 'Min60', 60 * MINUTE_MS],
  ] as const)('fetchOHLCV: %s, the last ones, from a time, up to a time', async (timeframe, interval, lengthMs) => {
    const { time, open, high, low, close, vol } = await rest.public.getKlines({ symbol: 'BTC_USDT', interval });
    const all = time.map((second, row) => [second * 1000, ...[open, high, low, close, vol].map((column) => Number(column[row]))]);
    expect(await exchange.fetchOHLCV(BTC, timeframe, undefined, 3)).toEqual(all.slice(-3));
    const since = (all.at(-10) as number[])[0] as number;
    expect(await exchange.fetchOHLCV(BTC, timeframe, since, 4)).toEqual(all.slice(-10, -6));
    expect(await exchange.fetchOHLCV(BTC, timeframe, undefined, 2, { until: since })).toEqual(all.slice(-11, -9));
    expect(((all.at(-1) as number[])[0] as number) + lengthMs).toBeGreaterThan(START_MS);
  });

  it('fetchMarkOHLCV, fetchIndexOHLCV: without volume', async () => {
    const columns = { mark: rest.public.getFairPriceKlines, index: rest.public.getIndexPriceKlines };
    for (const [name, rows] of [
      ['mark', await exchange.fetchMarkOHLCV(BTC, '1m', undefined, 3)],
      ['index', await exchange.fetchIndexOHLCV(BTC, '1m', undefined, 3)],
    ] as const) {
      const { time, close } = await columns[name].call(rest.public, { symbol: 'BTC_USDT', interval: 'Min1' });
      expect(rows.map((row) => [row[0], row[4], row[5]])).toEqual(
        time.slice(-3).map((second, row) => [second * 1000, Number(close.slice(-3)[row]), 0]),
      );
    }
  });

  it('fetchFundingRate, fetchFundingInterval, fetchFundingRateHistory', async () => {
    const seen = await rest.public.getFundingRate({ symbol: 'BTC_USDT' });
    const rate = { symbol: BTC, fundingRate: Number(seen.fundingRate), fundingTimestamp: seen.nextSettleTime, interval: '8h' };
    expect(await exchange.fetchFundingRate(BTC)).toMatchObject(rate);
    expect(await exchange.fetchFundingInterval(BTC)).toMatchObject(rate);
    const history = await rest.public.listFundingRateHistory({ symbol: 'BTC_USDT', pageNum: 1, pageSize: 5 });
    const expected = history.map(({ fundingRate, settleTime }) => [Number(fundingRate), settleTime]).reverse();
    const rates = await exchange.fetchFundingRateHistory(BTC, undefined, 5);
    expect(rates.map(({ fundingRate, timestamp }) => [fundingRate, timestamp])).toEqual(expected);
    expect(rates).toHaveLength(5);
  });

  it('fetchLeverageTiers: the rates of the first tier, and as many contracts as it has', async () => {
    const tiers = await exchange.fetchLeverageTiers();
    const first = (symbol: string) => tiers[symbol]?.[0];
    expect(Object.keys(tiers).sort()).toEqual([INVERSE, BTC, DOGE, ETH]);
    expect(first(ETH)).toMatchObject({ tier: 1, maxNotional: 500_000, maintenanceMarginRate: 0.005, maxLeverage: 100 });
    expect(first(DOGE)).toMatchObject({ tier: 1, maxNotional: 200_000, maintenanceMarginRate: 0.01, maxLeverage: 50 });
    expect(first(INVERSE)).toMatchObject({ tier: 1, maintenanceMarginRate: 0.005, maxLeverage: 100 });
  });

  it('ccxt’s own: fetchLeverageTiers does not read riskLimitCustom: a contract of that form has one tier without rates (reference 4.2)', async () => {
    const { riskLimitCustom } = (await exchange.fetchMarkets()).find((market) => market?.symbol === BTC)?.info as {
      riskLimitCustom: readonly object[];
    };
    expect(riskLimitCustom).toHaveLength(6);
    expect((await exchange.fetchLeverageTiers([BTC]))[BTC]).toEqual([
      expect.objectContaining({ tier: 0, maxLeverage: 500, maintenanceMarginRate: undefined }),
    ]);
  });
});
