import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { InstrumentChange } from '../../instrument-change';
import type { MarketDataCase } from './market-data-venue';
import { Recorder } from './recorder';

/** The contract list while somebody watches it. */
export const instrumentCases: readonly MarketDataCase[] = [
  {
    name: 'M50 a contract that is paused or closed to the API is told, and known to who asks, before any list is read again',
    async run(venue) {
      const { marketData, symbol } = venue;
      const recorders = [new Recorder<InstrumentChange>(), new Recorder<InstrumentChange>()] as const;
      for (const recorder of recorders) await marketData.watchInstruments(recorder);
      await venue.until(() => recorders.every(({ readyCount }) => readyCount === 1), 'the contract list');
      deepStrictEqual(venue.subscriptions('instruments'), { begun: 1, standing: 1 });
      for (const change of [{ state: 'paused' }, { state: 'enabled' }, { isApiAllowed: false }, { isApiAllowed: true }] as const) {
        const { length } = recorders[0].data;
        const before = await marketData.getInstrument(symbol);
        venue.changeInstrument(symbol, change);
        await venue.until(() => recorders.every(({ data }) => data.length > length), JSON.stringify(change));
        const expected = { ...before, ...change };
        for (const { data } of recorders) {
          strictEqual(data.length, length + 1);
          deepStrictEqual(data.at(-1), { kind: 'changed', symbol, instrument: expected });
        }
        deepStrictEqual(await marketData.getInstrument(symbol), expected);
        deepStrictEqual(
          (await marketData.getInstruments()).find((one) => one.symbol === symbol),
          expected,
        );
      }
    },
  },
  {
    name: 'M51 what changed while the connection was lost is told before it is told to be ready again',
    async run(venue) {
      const { marketData, symbol } = venue;
      const recorder = new Recorder<InstrumentChange>();
      await marketData.watchInstruments(recorder);
      await venue.until(() => recorder.readyCount === 1, 'the contract list');
      venue.cut();
      venue.changeInstrument(symbol, { state: 'paused' });
      await venue.until(() => recorder.readyCount === 2, 'the contract list again');
      deepStrictEqual(
        recorder.told.map(({ kind }) => kind),
        ['ready', 'gap', 'data', 'ready'],
      );
      strictEqual(recorder.data[0]?.instrument.state, 'paused');
    },
  },
  {
    name: 'M52 a handler that throws is no danger to the list; the last to stop ends the watch',
    async run(venue) {
      const { marketData, symbol } = venue;
      const errors: Error[] = [];
      const stopFirst = await marketData.watchInstruments({
        onData: () => {
          throw new Error('my own fault');
        },
        onError: (error) => void errors.push(error),
      });
      const recorder = new Recorder<InstrumentChange>();
      const stopSecond = await marketData.watchInstruments(recorder);
      await venue.until(() => recorder.readyCount === 1, 'the contract list');
      venue.changeInstrument(symbol, { state: 'paused' });
      await venue.until(() => recorder.data.length === 1 && errors.length === 1, 'a change');
      ok(errors[0]?.message.includes('my own fault'));
      strictEqual((await marketData.getInstrument(symbol)).state, 'paused');
      stopFirst();
      strictEqual(venue.subscriptions('instruments').standing, 1);
      stopSecond();
      await venue.until(() => venue.subscriptions('instruments').standing === 0, 'the end');
    },
  },
];
