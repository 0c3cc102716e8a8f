import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { Candle } from '../../candle';
import type { MarketTrade } from '../../market-trade';
import type { OrderBook } from '../../order-book';
import type { Ticker } from '../../ticker';
import { checkBook } from './check-words';
import type { MarketDataCase } from './market-data-venue';
import { Recorder, livelyKinds, more, watchKinds, watches } from './recorder';

/** What goes wrong on the way. */
export const faultCases: readonly MarketDataCase[] = [
  {
    name: 'M40 a lost connection is told as one gap with its time, then as ready, then data flows; nobody watches twice',
    async run(venue) {
      for (const kind of watchKinds) {
        const recorders = [new Recorder<unknown>(), new Recorder<unknown>()] as const;
        const stops = [];
        for (const recorder of recorders) stops.push(await watches[kind](venue.marketData, venue.symbol, recorder));
        await venue.until(() => recorders.every(({ data }) => data.length > 0), kind);
        const { begun } = venue.subscriptions(kind);
        const cutMs = venue.nowMs();
        venue.cut();
        await venue.until(() => recorders.every(({ readyCount }) => readyCount === 2), `${kind} to be ready again`);
        for (const { gaps, told, errors } of recorders) {
          deepStrictEqual([gaps.length, errors], [1, []], kind);
          ok((gaps[0]?.sinceMs ?? Infinity) <= cutMs && gaps[0]?.reason !== '', kind);
          const order = told.filter(({ kind: what }) => what !== 'data').map(({ kind: what }) => what);
          deepStrictEqual(order, ['ready', 'gap', 'ready'], kind);
        }
        deepStrictEqual(venue.subscriptions(kind), { begun: begun + 1, standing: 1 }, kind);
        if (kind !== 'funding-rate') await more(venue, recorders[0], 1, kind);
        for (const stop of stops) stop();
      }
    },
  },
  {
    name: 'M41 over lost connections no trade is told twice, no candle goes back, and the book is again what a call answers',
    async run(venue) {
      const { marketData, symbol } = venue;
      const instrument = await marketData.getInstrument(symbol);
      const trades = new Recorder<MarketTrade>();
      const candles = new Recorder<Candle>();
      const books = new Recorder<OrderBook>();
      await marketData.watchTrades(symbol, trades);
      await marketData.watchCandles({ symbol, intervalSeconds: 60 }, candles);
      await marketData.watchOrderBook({ symbol, levels: 5 }, books);
      for (let round = 1; round <= 3; round += 1) {
        await more(venue, trades, 5, 'trades');
        venue.cut();
        await venue.until(() => [trades, candles, books].every(({ readyCount }) => readyCount === round + 1), 'all to be ready again');
        await more(venue, books, 2, 'the book');
      }
      const ids = trades.data.flatMap(({ id }) => (id === undefined ? [] : [id]));
      strictEqual(new Set(ids).size, ids.length);
      growsOnly(candles.data);
      for (const book of books.data) checkBook(book, instrument, 5);
      await agreesWithCall(venue, books);
    },
  },
  {
    name: 'M42 what comes twice is told once',
    async run(venue) {
      const { marketData, symbol } = venue;
      for (const kind of livelyKinds) {
        const recorder = new Recorder<unknown>();
        const stop = await watches[kind](marketData, symbol, recorder);
        await more(venue, recorder, 1, kind);
        for (let times = 0; times < 3; times += 1) {
          venue.repeatNext(kind);
          await more(venue, recorder, 2, kind);
        }
        const texts = recorder.data.map((one) => JSON.stringify(one));
        strictEqual(new Set(texts).size, texts.length, kind);
        stop();
      }
    },
  },
  {
    name: 'M43 what comes in the wrong order turns nothing back',
    async run(venue) {
      const { marketData, symbol } = venue;
      const candles = new Recorder<Candle>();
      const tickers = new Recorder<Ticker>();
      const books = new Recorder<OrderBook>();
      await marketData.watchCandles({ symbol, intervalSeconds: 60 }, candles);
      await marketData.watchTicker(symbol, tickers);
      await marketData.watchOrderBook({ symbol, levels: 5 }, books);
      for (const [kind, recorder] of [
        ['candles', candles],
        ['ticker', tickers],
        ['order-book', books],
      ] as const) {
        await more(venue, recorder, 1, kind);
        for (let times = 0; times < 3; times += 1) {
          venue.swapNext(kind);
          await more(venue, recorder, 4, kind);
        }
      }
      growsOnly(candles.data);
      const times = tickers.data.map(({ atMs }) => atMs);
      deepStrictEqual(
        times,
        [...times].sort((a, b) => a - b),
      );
      await agreesWithCall(venue, books);
    },
  },
  {
    name: 'M44 a handler that throws hears of it, goes on being told, and disturbs nobody',
    async run(venue) {
      const { marketData, symbol } = venue;
      for (const kind of livelyKinds) {
        for (const fails of [
          () => {
            throw new Error('my own fault');
          },
          () => Promise.reject(new Error('my own fault')),
        ]) {
          const errors: Error[] = [];
          const witness = new Recorder<unknown>();
          const stopFirst = await watches[kind](marketData, symbol, {
            onData: fails,
            onReady: fails,
            onError: (error) => void errors.push(error),
          });
          const stopSecond = await watches[kind](marketData, symbol, witness);
          await venue.until(() => errors.length >= 3 && witness.data.length >= 3, kind);
          for (const { message } of errors) ok(message.includes(symbol) && message.includes('my own fault'), message);
          deepStrictEqual(witness.errors, []);
          stopFirst();
          stopSecond();
        }
      }
      deepStrictEqual(venue.handlerErrors, []);
    },
  },
  {
    name: 'M45 what a handler throws that has no onError is not swallowed',
    async run(venue) {
      const { marketData, symbol } = venue;
      for (const kind of livelyKinds) {
        const before = venue.handlerErrors.length;
        const stop = await watches[kind](marketData, symbol, {
          onData: () => {
            throw new Error('my own fault');
          },
        });
        await venue.until(() => venue.handlerErrors.length >= before + 2, kind);
        stop();
      }
    },
  },
  {
    name: 'M46 a slow handler is waited for, and then told the newest; of trades it misses none',
    async run(venue) {
      const { marketData, symbol } = venue;
      for (const kind of livelyKinds) {
        const witness = new Recorder<unknown>();
        const slow = new Recorder<unknown>();
        let isBusy = false;
        let goOn: () => void = () => undefined;
        const stopWitness = await watches[kind](marketData, symbol, witness);
        const stopSlow = await watches[kind](marketData, symbol, {
          onData: (data) => {
            ok(!isBusy, `${kind}: told while busy`);
            slow.onData(data);
            if (slow.data.length > 1) return undefined;
            isBusy = true;
            return new Promise<void>((resolve) => {
              goOn = () => {
                isBusy = false;
                resolve();
              };
            });
          },
        });
        await venue.until(() => slow.data.length === 1, kind);
        await more(venue, witness, 6, kind);
        strictEqual(slow.data.length, 1);
        goOn();
        await venue.until(() => slow.data.length > 1, kind);
        await venue.until(() => JSON.stringify(slow.data.at(-1)) === JSON.stringify(witness.data.at(-1)), `${kind} to catch up`);
        const first = witness.data.findIndex((one) => JSON.stringify(one) === JSON.stringify(slow.data[0]));
        if (kind === 'trades') deepStrictEqual(slow.data, witness.data.slice(first));
        else if (kind !== 'candles') ok(slow.data.length < witness.data.length - first);
        stopWitness();
        stopSlow();
      }
    },
  },
];

function growsOnly(candles: readonly Candle[]): void {
  const last = new Map<number, number>();
  for (const { openTimeMs, contracts } of candles) {
    ok(contracts >= (last.get(openTimeMs) ?? 0), `window ${openTimeMs}: found ${contracts} contracts after ${last.get(openTimeMs)}`);
    last.set(openTimeMs, contracts);
  }
}

async function agreesWithCall({ marketData, ...venue }: Parameters<MarketDataCase['run']>[0], books: Recorder<OrderBook>): Promise<void> {
  const symbol = venue.symbol;
  for (;;) {
    const called = await marketData.getOrderBook({ symbol, levels: 5 });
    const told = books.data.find(({ version }) => version === called.version);
    if (told !== undefined) return deepStrictEqual([told.bids, told.asks], [called.bids, called.asks]);
    await more({ marketData, ...venue }, books, 1, 'the book');
  }
}
