import { ManualClock } from '@prate/execution-interface/testing';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CandleStore, InMemoryCandleStore, type SeriesName } from '../src';
import { CandleDatabase } from '../src/storage';
import { START_MS } from './support/arbitraries';
import { STORY_RANGE, type StoryKey, inOrder, prepare, secondsOf, storeSteps } from './support/store-story';

/** More for a longer look: `CANDLE_STORIES=500`. */
const STORIES = Number(process.env['CANDLE_STORIES'] ?? 12);
const HOUR_MS = 3_600_000;

/** What is answered of each hour: its seconds, and its final minutes. */
async function hoursOf(store: CandleStore, { symbol, series }: StoryKey): Promise<Map<number, string>> {
  const hours = new Map<number, unknown[]>();
  const add = (timeMs: number, row: unknown): void => {
    const hourS = (timeMs - (timeMs % HOUR_MS)) / 1000;
    hours.set(hourS, [...(hours.get(hourS) ?? []), row]);
  };
  const range = { symbol, series, ...STORY_RANGE };
  for (const candle of await secondsOf(store, range)) add(candle.timestamp, candle);
  for await (const { length, openTimeS, ...columns } of store.minutes(range))
    for (let row = 0; row < length; row += 1) {
      const { open, high, low, close, volume, origin, flags, revision } = columns;
      add(
        (openTimeS[row] as number) * 1000,
        [open, high, low, close, volume, origin, flags, revision].map((column) => column[row]),
      );
    }
  return new Map([...hours].map(([hourS, rows]) => [hourS, inOrder(rows)]));
}

it('E29: whatever changes an answer of an hour moves its stamp, also where the hour was packed before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stamps-'));
  const clock = new ManualClock(START_MS + 86_400_000);
  const database = await CandleDatabase.open(join(folder, 'candles.db'), { clock });
  const stories = fc.tuple(fc.constantFrom('trade', 'trade', 'index', 'fair'), fc.array(storeSteps, { minLength: 1, maxLength: 6 }));
  let symbols = 0;
  try {
    await fc.assert(
      fc.asyncProperty(stories, async ([series, steps]) => {
        symbols += 1;
        const key = { symbol: `S${symbols}`, series: series as SeriesName, clock };
        const range = { ...key, ...STORY_RANGE };
        const model = new InMemoryCandleStore({ clock });
        for (const step of steps) {
          const act = await prepare(step, model, key);
          for (const store of [model, database]) {
            const [answers, stamps] = [await hoursOf(store, key), await store.hourStamps(range)];
            await act(store).catch(() => undefined);
            const [answersNow, stampsNow] = [await hoursOf(store, key), await store.hourStamps(range)];
            const silent = [...new Set([...answers.keys(), ...answersNow.keys()])].filter(
              (hourS) => answers.get(hourS) !== answersNow.get(hourS) && (stampsNow.get(hourS) ?? 0) <= (stamps.get(hourS) ?? 0),
            );
            expect(silent).toEqual([]);
            await store.packHours(range);
          }
          // Not one row packed before the last step is served after it.
          expect(inOrder(await secondsOf(database, range)) === inOrder(await secondsOf(model, range))).toBe(true);
        }
      }),
      { numRuns: STORIES },
    );
  } finally {
    await database.close();
    await rm(folder, { recursive: true });
  }
}, 60_000);
