import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { StopWatching } from '../../market-data-handlers';
import type { Ticker } from '../../ticker';
import type { MarketDataCase } from './market-data-venue';
import { Recorder, livelyKinds, more, watchKinds, watches } from './recorder';

/** Who watches together, and who stops. */
export const sharingCases: readonly MarketDataCase[] = [
  {
    name: 'M30 however many watch a thing, the venue is subscribed to once; the last to stop ends it',
    async run(venue) {
      for (const kind of watchKinds) {
        const recorders = [new Recorder<unknown>(), new Recorder<unknown>(), new Recorder<unknown>()] as const;
        const stops: StopWatching[] = [];
        for (const recorder of recorders) stops.push(await watches[kind](venue.marketData, venue.symbol, recorder));
        await venue.until(() => recorders.every(({ data }) => data.length > 0), kind);
        deepStrictEqual(venue.subscriptions(kind), { begun: 1, standing: 1 }, kind);
        stops[0]?.();
        stops[1]?.();
        // A second call by the same watcher must not count for another.
        stops[1]?.();
        if (kind !== 'funding-rate') await more(venue, recorders[2], 2, kind);
        deepStrictEqual(venue.subscriptions(kind), { begun: 1, standing: 1 }, kind);
        stops[2]?.();
        await venue.until(() => venue.subscriptions(kind).standing === 0, `the end of ${kind}`);
      }
    },
  },
  {
    name: 'M31 nothing is told after a stop, not even of what came together with the last',
    async run(venue) {
      const { marketData, symbol } = venue;
      for (const kind of livelyKinds) {
        const witness = new Recorder<unknown>();
        const stopWitness = await watches[kind](marketData, symbol, witness);
        const stopped = new Recorder<unknown>();
        let stop: StopWatching = () => undefined;
        stop = await watches[kind](marketData, symbol, {
          onData: (data) => {
            stopped.onData(data);
            stop();
          },
          onError: (error) => stopped.onError(error),
        });
        await venue.until(() => stopped.data.length > 0, kind);
        await more(venue, witness, 5, kind);
        deepStrictEqual([stopped.data.length, stopped.errors], [1, []], kind);
        stop();
        stopWitness();
      }
    },
  },
  {
    name: 'M32 who comes later is told that it is ready, and the book as it stands',
    async run(venue) {
      const { marketData, symbol } = venue;
      for (const kind of livelyKinds) {
        const first = new Recorder<unknown>();
        const stopFirst = await watches[kind](marketData, symbol, first);
        await venue.until(() => first.data.length > 0, kind);
        const second = new Recorder<unknown>();
        const stopSecond = await watches[kind](marketData, symbol, second);
        if (kind === 'order-book') deepStrictEqual(second.data, first.data.slice(-1));
        await venue.until(() => second.data.length > 0, kind);
        strictEqual(second.told[0]?.kind, 'ready', kind);
        stopFirst();
        stopSecond();
      }
    },
  },
  {
    name: 'M33 what was ended can be watched again',
    async run(venue) {
      const { marketData, symbol } = venue;
      for (let round = 1; round <= 3; round += 1) {
        const recorder = new Recorder<Ticker>();
        const stop = await marketData.watchTicker(symbol, recorder);
        await venue.until(() => recorder.data.length > 0, 'the ticker');
        ok(venue.subscriptions('ticker').begun >= round);
        stop();
      }
    },
  },
];
