import { ManualClock } from '@prate/execution-interface/testing';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CandleAggregator, InMemoryCandleStore, type SeriesName } from '../src';
import { CandleDatabase } from '../src/storage';
import { START_MS, minuteLists, otherValues } from './support/arbitraries';
import { STORY_RANGE, answersOf, inOrder, prepare, storeSteps } from './support/store-story';

/** More for a longer look: `CANDLE_STORIES=500`. */
const STORIES = Number(process.env['CANDLE_STORIES'] ?? 12);

const HOURS = { startTs: START_MS - 1_200_000, endTs: START_MS + 7_200_000 };

describe('CandleDatabase and InMemoryCandleStore', () => {
  it('E31: give the same answers after the same calls, in any order, with corrections', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stores-agree-'));
    const clock = new ManualClock(START_MS + 86_400_000);
    const database = await CandleDatabase.open(join(folder, 'candles.db'), { clock });
    let symbols = 0;
    const calls = minuteLists(6).chain((minutes) =>
      fc.tuple(
        fc.shuffledSubarray(minutes, { minLength: minutes.length, maxLength: minutes.length }),
        fc.nat(),
        otherValues,
        fc.integer({ min: 2, max: 600 }),
      ),
    );
    try {
      await fc.assert(
        fc.asyncProperty(calls, async ([order, pick, values, intervalSeconds]) => {
          symbols += 1;
          const symbol = `S${symbols}`;
          const range = { symbol, ...HOURS };
          const answers: unknown[] = [];
          for (const store of [database, new InMemoryCandleStore({ clock })]) {
            const aggregator = new CandleAggregator(store, { clock });
            const reports = [];
            for (const minute of order) reports.push(await aggregator.processAndStore([minute], symbol));
            reports.push(await aggregator.processAndStore([{ timestamp: order[pick % order.length]?.timestamp ?? 0, ...values }], symbol));
            answers.push([
              reports,
              await aggregator.getSecondCandles(range),
              await aggregator.getAggregatedCandles({ ...range, intervalSeconds }),
              await aggregator.getAggregatedCandles({ ...range, intervalSeconds: 60 }),
              await store.minuteRecords(range),
              await store.missing(symbol, HOURS.startTs, HOURS.endTs),
              await store.watermark(symbol),
            ]);
          }
          expect(JSON.stringify(answers[0])).toBe(JSON.stringify(answers[1]));
        }),
        { numRuns: 60 },
      );
    } finally {
      await database.close();
      await rm(folder, { recursive: true });
    }
  }, 60_000);

  it('E31: also with observed seconds, gaps and pruning, and after packing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stores-agree-'));
    const clock = new ManualClock(START_MS + 86_400_000);
    const database = await CandleDatabase.open(join(folder, 'candles.db'), { clock });
    const stories = fc.tuple(fc.constantFrom('trade', 'trade', 'index', 'fair'), fc.array(storeSteps, { minLength: 1, maxLength: 6 }));
    let symbols = 0;
    try {
      await fc.assert(
        fc.asyncProperty(stories, async ([series, steps]) => {
          symbols += 1;
          const key = { symbol: `S${symbols}`, series: series as SeriesName, clock };
          const model = new InMemoryCandleStore({ clock });
          for (const step of steps) {
            const act = await prepare(step, model, key);
            const reports = [];
            for (const store of [model, database]) reports.push(inOrder(await act(store).catch((error: unknown) => String(error))));
            expect(reports[1]).toBe(reports[0]);
          }
          const expected = await answersOf(model, key);
          expect(await answersOf(database, key)).toEqual(expected);
          await database.packHours({ ...key, ...STORY_RANGE });
          expect(await answersOf(database, key)).toEqual(expected);
        }),
        { numRuns: STORIES },
      );
    } finally {
      await database.close();
      await rm(folder, { recursive: true });
    }
  }, 60_000);
});
