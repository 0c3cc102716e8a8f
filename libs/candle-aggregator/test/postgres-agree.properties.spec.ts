import { ManualClock } from '@prate/execution-interface/testing';
import type { PostgresServer } from '@prate/test-support';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CandleStore, InMemoryCandleStore } from '../src';
import { CandleDatabase } from '../src/storage';
import { PostgresCandleDatabase } from '../src/storage/postgres/postgres-candle-database';
import { START_MS } from './support/arbitraries';
import { describeOnPostgres } from './support/each-postgres';
import { STORY_RANGE, answersOf, inOrder, prepare, storeSteps } from './support/store-story';

/** More for a longer look: `CANDLE_STORIES=500`. */
const STORIES = Number(process.env['CANDLE_STORIES'] ?? 8);

describeOnPostgres('memory, SQLite and the store', ({ start }) => {
  const clock = new ManualClock(START_MS + 86_400_000);
  let server: PostgresServer;
  let folder: string;
  let sqlite: CandleDatabase;
  let postgres: PostgresCandleDatabase;

  beforeAll(async () => {
    server = await start();
    folder = await mkdtemp(join(tmpdir(), 'stores-agree-'));
    sqlite = await CandleDatabase.open(join(folder, 'candles.db'), { clock });
    postgres = await PostgresCandleDatabase.open(server.url, { clock });
  }, 60_000);

  afterAll(async () => {
    await postgres.close();
    await sqlite.close();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it(
    'E31: give the same answers after the same calls; the stamp of an hour grows whenever an answer about it changes',
    async () => {
      let symbols = 0;
      const stories = fc.tuple(
        fc.constantFrom('trade' as const, 'trade' as const, 'index' as const),
        fc.array(storeSteps, { minLength: 1, maxLength: 9 }),
      );
      await fc.assert(
        fc.asyncProperty(stories, async ([series, steps]) => {
          symbols += 1;
          const key = { symbol: `S${symbols}`, series, clock };
          const model = new InMemoryCandleStore({ clock });
          const stores: CandleStore[] = [model, sqlite, postgres];
          let before = await Promise.all(stores.map((store) => lookAt(store, key)));
          for (const step of steps) {
            const act = await prepare(step, model, key);
            const reports: string[] = [];
            for (const store of stores) reports.push(inOrder(await act(store).catch((error: unknown) => String(error))));
            expect(reports).toEqual(reports.map(() => reports[0]));
            const now = await Promise.all(stores.map((store) => lookAt(store, key)));
            for (const { answers } of now) expectSame(answers, (now[0] as Look).answers);
            expect(now[0]?.answers['faults']).toBe('[]');
            now.forEach((look, index) => expectStamps(before[index] as Look, look));
            before = now;
          }
        }),
        { numRuns: STORIES },
      );
    },
    60_000 + STORIES * 3_000,
  );
});

interface Look {
  readonly answers: Record<string, string>;
  readonly stamps: ReadonlyMap<number, number>;
  /** Seconds by the hour they lie in, as text. */
  readonly hours: ReadonlyMap<number, string>;
}

async function lookAt(store: CandleStore, key: Parameters<typeof answersOf>[1]): Promise<Look> {
  const answers = await answersOf(store, key);
  const hours = new Map<number, string>();
  for (const second of JSON.parse(answers['seconds'] as string) as { timestamp: number }[]) {
    const hourS = Math.floor(second.timestamp / 3_600_000) * 3_600;
    hours.set(hourS, `${hours.get(hourS) ?? ''}${JSON.stringify(second)}`);
  }
  return { answers, hours, stamps: await store.hourStamps({ ...key, ...STORY_RANGE }) };
}

function expectSame(answers: Look['answers'], expected: Look['answers']): void {
  for (const [name, text] of Object.entries(expected)) expect(`${name} ${answers[name]}`).toBe(`${name} ${text}`);
}

function expectStamps(before: Look, now: Look): void {
  for (const hourS of new Set([...before.hours.keys(), ...now.hours.keys()])) {
    if (before.hours.get(hourS) === now.hours.get(hourS)) continue;
    expect(now.stamps.get(hourS)).toBeGreaterThan(before.stamps.get(hourS) ?? 0);
  }
}
