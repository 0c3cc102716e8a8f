import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { compare, isPositive } from '../../decimal';
import { UnknownSymbolError } from '../../errors';
import type { MarketDataInterface } from '../../market-data-interface';
import { checkBook, checkCandle, checkText, checkTrade } from './check-words';
import type { MarketDataCase } from './market-data-venue';
import { rejectionOf } from './recorder';

const MINUTE_MS = 60_000;

/** Every question that has a symbol. */
const questions: Readonly<Record<string, (marketData: MarketDataInterface, symbol: string, nowMs: number) => Promise<unknown>>> = {
  getInstrument: (marketData, symbol) => marketData.getInstrument(symbol),
  getCandles: (marketData, symbol, nowMs) =>
    marketData.getCandles({ symbol, intervalSeconds: 60, startMs: nowMs - 5 * MINUTE_MS, endMs: nowMs }),
  getTicker: (marketData, symbol) => marketData.getTicker(symbol),
  getOrderBook: (marketData, symbol) => marketData.getOrderBook({ symbol }),
  getTrades: (marketData, symbol) => marketData.getTrades({ symbol }),
  getMarkPrice: (marketData, symbol) => marketData.getMarkPrice(symbol),
  getIndexPrice: (marketData, symbol) => marketData.getIndexPrice(symbol),
  getFundingRate: (marketData, symbol) => marketData.getFundingRate(symbol),
};

/** What is asked by call. */
export const questionCases: readonly MarketDataCase[] = [
  {
    name: "M01 the clock is the venue's",
    async run({ marketData, nowMs }) {
      strictEqual(await marketData.getServerTimeMs(), nowMs());
    },
  },
  {
    name: 'M02 the list has every contract once, each as it is when asked for by name; tiers are lowest first',
    async run({ marketData, symbol }) {
      const all = await marketData.getInstruments();
      ok(all.some((one) => one.symbol === symbol));
      strictEqual(new Set(all.map((one) => one.symbol)).size, all.length);
      for (const instrument of all) {
        checkText(instrument, instrument.symbol);
        deepStrictEqual(await marketData.getInstrument(instrument.symbol), instrument);
        instrument.riskTiers.forEach(({ level, maxContracts, maxValue }, index) => {
          strictEqual(level, index + 1);
          ok((maxContracts === undefined) !== (maxValue === undefined), 'a bound in contracts or as a value');
        });
      }
    },
  },
  {
    name: 'M03 no question about an unknown symbol is asked; the error names it and some that are known',
    async run(venue) {
      const wrong = 'NOSUCH_USDT';
      for (const [name, ask] of Object.entries(questions)) {
        const error = await rejectionOf(ask(venue.marketData, wrong, venue.nowMs()), name);
        ok(error instanceof UnknownSymbolError, `${name}: found ${error.name}`);
        ok(error.message.includes(wrong) && error.known.length > 0, error.message);
      }
      strictEqual(venue.asked(wrong), 0);
    },
  },
  {
    name: 'M04 candles lie in the range asked for, each window once, oldest first, the running one included',
    async run({ marketData, symbol, nowMs }) {
      const endMs = nowMs() + MINUTE_MS;
      const startMs = nowMs() - 90 * MINUTE_MS;
      const candles = await marketData.getCandles({ symbol, intervalSeconds: 60, startMs, endMs });
      ok(candles.length >= 60, `found ${candles.length} candles`);
      candles.forEach((candle, index) => {
        checkCandle(candle, { symbol, intervalSeconds: 60 });
        checkText(candle);
        ok(candle.openTimeMs >= startMs && candle.openTimeMs < endMs);
        if (index > 0) ok(candle.openTimeMs > (candles[index - 1]?.openTimeMs ?? 0));
      });
      strictEqual(candles.at(-1)?.openTimeMs, Math.floor(nowMs() / MINUTE_MS) * MINUTE_MS);
    },
  },
  {
    name: 'M05 an empty range has no candles; a reversed one, or an interval nobody has, is an error',
    async run({ marketData, symbol, nowMs }) {
      const query = { symbol, intervalSeconds: 60, startMs: nowMs(), endMs: nowMs() };
      deepStrictEqual(await marketData.getCandles(query), []);
      for (const wrong of [{ endMs: query.startMs - MINUTE_MS }, { intervalSeconds: 7 }, { startMs: Number.NaN }]) {
        const { message } = await rejectionOf(marketData.getCandles({ ...query, ...wrong }), JSON.stringify(wrong));
        ok(message.includes('found') && message.includes('expected'), message);
      }
    },
  },
  {
    name: 'M06 a ticker: best bid below best ask, the last price within its day',
    async run({ marketData, symbol, nowMs }) {
      const ticker = await marketData.getTicker(symbol);
      checkText(ticker);
      strictEqual(ticker.symbol, symbol);
      ok(ticker.atMs <= nowMs() && isPositive(ticker.lastPrice));
      const { bidPrice, askPrice, low24hPrice, high24hPrice, lastPrice } = ticker;
      if (bidPrice && askPrice) ok(compare(bidPrice, askPrice) < 0);
      if (low24hPrice && high24hPrice) ok(compare(low24hPrice, lastPrice) <= 0 && compare(lastPrice, high24hPrice) <= 0);
    },
  },
  {
    name: 'M07 an order book is sorted, not crossed, on the grid, and no deeper than asked for',
    async run({ marketData, symbol, nowMs }) {
      const instrument = await marketData.getInstrument(symbol);
      for (const levels of [1, 5, undefined]) {
        const book = await marketData.getOrderBook(levels === undefined ? { symbol } : { symbol, levels });
        checkText(book);
        checkBook(book, instrument, levels);
        ok(book.bids.length > 0 && book.asks.length > 0 && book.atMs <= nowMs());
      }
    },
  },
  {
    name: 'M08 numbers of levels or trades that make no sense are errors, and nothing is asked',
    async run(venue) {
      const { marketData, symbol } = venue;
      await marketData.getInstruments();
      const before = venue.asked(symbol);
      for (const wrong of [0, -1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER]) {
        for (const asking of [marketData.getOrderBook({ symbol, levels: wrong }), marketData.getTrades({ symbol, limit: wrong })]) {
          const { message } = await rejectionOf(asking, String(wrong));
          ok(message.includes(symbol) && message.includes(`found ${wrong}`), message);
        }
      }
      strictEqual(venue.asked(symbol), before);
    },
  },
  {
    name: 'M09 trades are the latest, oldest first, at most so many',
    async run({ marketData, symbol, nowMs }) {
      const instrument = await marketData.getInstrument(symbol);
      const many = await marketData.getTrades({ symbol });
      const few = await marketData.getTrades({ symbol, limit: 5 });
      ok(many.length > 5 && many.length <= 100);
      deepStrictEqual(few, many.slice(-5));
      many.forEach((trade, index) => {
        checkText(trade);
        checkTrade(trade, instrument);
        ok(trade.atMs <= nowMs() && trade.atMs >= (many[index - 1]?.atMs ?? 0));
      });
    },
  },
  {
    name: 'M10 mark, index and funding are of the symbol asked about, and of now',
    async run({ marketData, symbol, nowMs }) {
      const funding = await marketData.getFundingRate(symbol);
      for (const one of [await marketData.getMarkPrice(symbol), await marketData.getIndexPrice(symbol), funding]) {
        checkText(one);
        strictEqual(one.symbol, symbol);
        ok(one.atMs <= nowMs() && one.atMs > nowMs() - MINUTE_MS);
        if ('price' in one) ok(isPositive(one.price));
      }
      const { rate, minRate, maxRate, nextSettlementMs } = funding;
      if (minRate !== undefined) ok(compare(rate, minRate) >= 0);
      if (maxRate !== undefined) ok(compare(rate, maxRate) <= 0);
      if (nextSettlementMs !== undefined) ok(nextSettlementMs > nowMs());
    },
  },
  {
    name: 'M11 an inverse contract answers every question under its own symbol',
    async run({ marketData, inverseSymbol: symbol, nowMs }) {
      if (symbol === undefined) return;
      strictEqual((await marketData.getInstrument(symbol)).kind, 'inverse');
      for (const [name, ask] of Object.entries(questions)) {
        for (const answer of [await ask(marketData, symbol, nowMs())].flat()) {
          strictEqual((answer as { readonly symbol: string }).symbol, symbol, name);
          checkText(answer, name);
        }
      }
    },
  },
];
