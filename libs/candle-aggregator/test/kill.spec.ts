import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Database } from 'sqlite3';
import { killHard, nextLine, runChild } from '@prate/test-support';
import { CandleAggregator } from '../src';
import { CandleDatabase } from '../src/storage';
import { InMemoryCandleStore } from '../src';
import { seededNumbers } from './support/seeded-minutes';
import { TAPE_SYMBOL, playTape } from './support/play-tape';
import { tapeOfMinutes } from './support/tape-of-minutes';

/** More for a longer look: `CANDLE_KILLS=200`. */
const KILLS = Number(process.env['CANDLE_KILLS'] ?? 3);
const MINUTES = 10_000;
const SEED = 7;
const FIRST_MS = tapeOfMinutes(1, SEED)[0]?.timestamp ?? 0;

/** Final minutes that have some seconds, and not all of them. */
const HALF_MINUTES =
  'SELECT count(*) AS minutes FROM (SELECT symbol_id, open_time - open_time % 60 AS minute FROM candle_1s GROUP BY 1, 2 HAVING count(*) <> 60) c ' +
  'JOIN candle_1m m ON m.symbol_id = c.symbol_id AND m.open_time = c.minute AND m.final = 1';

function query(path: string, sql: string): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) => {
    const connection = new Database(path);
    connection.all<Record<string, unknown>>(sql, (error, rows) => connection.close(() => (error === null ? resolve(rows) : reject(error))));
  });
}

describe('a process that is killed while it writes', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'candles-kill-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it(
    `E26: leaves no half minute behind, ${KILLS} times, and the end is the same as without`,
    async () => {
      const next = seededNumbers(SEED);
      let path = '';
      let kept = 0;
      let files = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        // A tape that is nearly over goes on in a new file, which is then killed while it is made, too.
        if (path === '' || kept > MINUTES * 0.8) {
          files += 1;
          kept = 0;
          path = join(folder, `killed-${files}.db`);
        }
        const child = runChild(join(__dirname, 'support/write-until-killed.ts'), [path, String(MINUTES), String(SEED)]);
        expect(await nextLine(child)).toBe('open');
        await wait(next() % 150);
        await killHard(child);

        expect(await query(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
        // The lock of the killed process is gone with it.
        const database = await CandleDatabase.open(path);
        const { minutes } = await database.stats();
        expect(minutes).toBeGreaterThanOrEqual(kept);
        kept = minutes;
        const [half] = await query(path, HALF_MINUTES);
        expect(half).toEqual({ minutes: 0 });
        const last = { symbol: TAPE_SYMBOL, startTs: FIRST_MS + (minutes - 300) * 60_000, endTs: FIRST_MS + (minutes + 200) * 60_000 };
        expect((await database.verify(last)).faults).toEqual([]);
        await database.close();
      }
      expect(kept + files).toBeGreaterThan(1);
      if (KILLS > 10) console.log(`${KILLS} kills, ${files} files, ${kept} minutes in the last one`);

      const tape = tapeOfMinutes(Math.max(kept + 100, 500), SEED);
      const range = { symbol: TAPE_SYMBOL, startTs: FIRST_MS, endTs: FIRST_MS + (tape.length + 10) * 60_000 };
      const database = await CandleDatabase.open(path);
      const aggregator = new CandleAggregator(database);
      await playTape(database, aggregator, tape);
      expect((await database.verify(range)).faults).toEqual([]);
      const store = new InMemoryCandleStore();
      const undisturbed = new CandleAggregator(store);
      await playTape(store, undisturbed, tape);
      const tail = { ...range, startTs: range.endTs - 20_000_000 };
      expect(await aggregator.getSecondCandles(tail)).toEqual(await undisturbed.getSecondCandles(tail));
      const seven = { ...range, intervalSeconds: 600 };
      expect(await aggregator.getAggregatedCandles(seven)).toEqual(await undisturbed.getAggregatedCandles(seven));
      await database.close();
    },
    60_000 + KILLS * 15_000,
  );

  it('error: in-use while another process has the file; free as soon as that one is killed', async () => {
    const path = join(folder, 'held.db');
    const holder = runChild(join(__dirname, 'support/hold-database.ts'), [path]);
    try {
      expect(await nextLine(holder)).toBe('open');
      await expect(CandleDatabase.open(path)).rejects.toMatchObject({
        code: 'in-use',
        message: expect.stringContaining(`open ${path}: found`),
      });
    } finally {
      await killHard(holder);
    }
    const database = await CandleDatabase.open(path);
    expect(await database.isWritable()).toBe(true);
    await database.close();
  }, 60_000);
});
