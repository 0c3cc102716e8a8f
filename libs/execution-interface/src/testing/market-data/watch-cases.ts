import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { Candle } from '../../candle';
import { UnknownSymbolError } from '../../errors';
import type { MarketTrade } from '../../market-trade';
import type { OrderBook } from '../../order-book';
import { checkBook, checkCandle, checkText, checkTrade } from './check-words';
import type { MarketDataCase } from './market-data-venue';
import { Recorder, more, rejectionOf, watchKinds, watches } from './recorder';

/** What is told by stream. */
export const watchCases: readonly MarketDataCase[] = [
  {
    name: 'M20 every watch tells that it is ready, and then of the symbol asked for, in canonical text, never back in time',
    async run(venue) {
      for (const symbol of [venue.symbol, venue.inverseSymbol]) {
        if (symbol === undefined) continue;
        const recorders = new Map(watchKinds.map((kind) => [kind, new Recorder<{ readonly symbol: string; readonly atMs?: number }>()]));
        const stops = [];
        for (const [kind, recorder] of recorders) stops.push(await watches[kind](venue.marketData, symbol, recorder as Recorder<unknown>));
        await venue.until(() => [...recorders.values()].every(({ data, readyCount }) => data.length > 0 && readyCount > 0), 'every watch');
        for (const [kind, { told, data, errors }] of recorders) {
          strictEqual(told[0]?.kind, 'ready', kind);
          deepStrictEqual(errors, []);
          for (const one of data) {
            strictEqual(one.symbol, symbol);
            checkText(one, kind);
          }
          const times = data.flatMap(({ atMs }) => (atMs === undefined ? [] : [atMs]));
          deepStrictEqual(
            times,
            [...times].sort((a, b) => a - b),
            kind,
          );
        }
        for (const stop of stops) stop();
      }
    },
  },
  {
    name: 'M21 an unknown symbol is refused before anything is subscribed',
    async run(venue) {
      for (const kind of watchKinds) {
        const error = await rejectionOf(watches[kind](venue.marketData, 'NOSUCH_USDT', new Recorder<unknown>()), kind);
        ok(error instanceof UnknownSymbolError, `${kind}: found ${error.name}`);
        deepStrictEqual(venue.subscriptions(kind), { begun: 0, standing: 0 });
      }
      strictEqual(venue.asked('NOSUCH_USDT'), 0);
    },
  },
  {
    name: 'M22 an interval or a depth that cannot be had is refused before anything is subscribed',
    async run(venue) {
      const { marketData, symbol } = venue;
      const candles = await rejectionOf(marketData.watchCandles({ symbol, intervalSeconds: 7 }, new Recorder<Candle>()), 'watchCandles');
      ok(candles.message.includes('found 7'), candles.message);
      const book = await rejectionOf(marketData.watchOrderBook({ symbol, levels: 0 }, new Recorder<OrderBook>()), 'watchOrderBook');
      ok(book.message.includes('found 0') && book.message.includes(symbol), book.message);
      deepStrictEqual([venue.subscriptions('candles'), venue.subscriptions('order-book')], Array(2).fill({ begun: 0, standing: 0 }));
    },
  },
  {
    name: 'M23 every book told is sorted and not crossed, its version grows, and it is the book that a call answers',
    async run(venue) {
      const { marketData, symbol } = venue;
      const instrument = await marketData.getInstrument(symbol);
      const recorder = new Recorder<OrderBook>();
      await marketData.watchOrderBook({ symbol, levels: 5 }, recorder);
      await more(venue, recorder, 20, 'the book');
      recorder.data.forEach((book, index) => {
        checkBook(book, instrument, 5);
        ok((book.version ?? 0) > (recorder.data[index - 1]?.version ?? -1));
      });
      for (let comparisons = 0; comparisons < 3;) {
        const called = await marketData.getOrderBook({ symbol, levels: 5 });
        const told = recorder.data.find(({ version }) => version === called.version);
        if (told === undefined || called.version === undefined) {
          await more(venue, recorder, 1, 'the book');
          continue;
        }
        deepStrictEqual([told.bids, told.asks], [called.bids, called.asks]);
        comparisons += 1;
        await more(venue, recorder, 1, 'the book');
      }
    },
  },
  {
    name: 'M24 a candle only grows; the last state of a finished one is told, and is what a call answers',
    async run(venue) {
      const { marketData, symbol } = venue;
      const recorder = new Recorder<Candle>();
      await marketData.watchCandles({ symbol, intervalSeconds: 60 }, recorder);
      const windows = () => [...new Set(recorder.data.map(({ openTimeMs }) => openTimeMs))];
      await venue.until(() => windows().length >= 3, 'three windows');
      const last = new Map<number, Candle>();
      for (const candle of recorder.data) {
        checkCandle(candle, { symbol, intervalSeconds: 60 });
        ok(candle.contracts >= (last.get(candle.openTimeMs)?.contracts ?? 0));
        last.set(candle.openTimeMs, candle);
      }
      const [, startMs = 0, endMs = 0] = windows();
      const [called] = await marketData.getCandles({ symbol, intervalSeconds: 60, startMs, endMs });
      deepStrictEqual(last.get(startMs), called);
    },
  },
  {
    name: 'M25 trades are told each once and in order, from now on',
    async run(venue) {
      const { marketData, symbol } = venue;
      const instrument = await marketData.getInstrument(symbol);
      const startMs = venue.nowMs();
      const recorder = new Recorder<MarketTrade>();
      await marketData.watchTrades(symbol, recorder);
      await more(venue, recorder, 50, 'trades');
      recorder.data.forEach((trade, index) => {
        checkTrade(trade, instrument);
        ok(trade.atMs >= startMs && trade.atMs >= (recorder.data[index - 1]?.atMs ?? 0));
      });
      const ids = recorder.data.flatMap(({ id }) => (id === undefined ? [] : [id]));
      strictEqual(new Set(ids).size, ids.length);
    },
  },
  {
    name: 'M26 what is heard is told in order, and no trade comes later that is older by more than 2 s; where no time is told, nothing is heard',
    async run(venue) {
      const heard: number[] = [];
      const wrong: string[] = [];
      let trades = 0;
      await venue.marketData.watchTrades(venue.symbol, {
        onData: ({ atMs }, sentAtMs = venue.nowMs()) => {
          trades += 1;
          const isLate = atMs < (heard.at(-1) ?? 0) - 2_000;
          if (isLate || sentAtMs < atMs || sentAtMs > venue.nowMs())
            wrong.push(`a trade of ${atMs}, sent at ${sentAtMs}, after ${heard.at(-1)}`);
        },
        onHeard: ({ serverTimeMs }) => {
          if (serverTimeMs <= (heard.at(-1) ?? 0) || serverTimeMs > venue.nowMs()) wrong.push(`${serverTimeMs} after ${heard.at(-1)}`);
          heard.push(serverTimeMs);
        },
      });
      await venue.until(() => trades >= 50 && heard.length !== 1, 'trades');
      deepStrictEqual(wrong, []);
    },
  },
];
