import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { killHard, nextLine, runChild } from '@prate/test-support';
import { CandleAggregator } from '../src';
import { CandleDatabase } from '../src/storage';
import { InMemoryCandleStore } from '../src';
import { seededNumbers } from './support/seeded-minutes';
import { tapeOfMinutes } from './support/tape-of-minutes';

const SYMBOL = 'BTC_USDT';
const MINUTES = 10_000;
const SEED = 7;

describe('a process that is killed while it writes', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'candles-kill-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('E26: leaves no half minute behind, ten times in a row, and the end is the same as without', async () => {
    const path = join(folder, 'killed.db');
    const tape = tapeOfMinutes(MINUTES, SEED);
    const range = { symbol: SYMBOL, startTs: 0, endTs: (tape.at(-1)?.timestamp ?? 0) + 60_000 };
    const next = seededNumbers(SEED);
    let kept = 0;
    for (let kill = 0; kill < 10; kill += 1) {
      const child = runChild(join(__dirname, 'support/write-until-killed.ts'), [path, String(MINUTES), String(SEED)]);
      expect(await nextLine(child)).toBe('open');
      const done = nextLine(child);
      expect(await Promise.race([done, wait(next() % 60).then(() => 'still writing')])).toBe('still writing');
      await killHard(child);

      // The lock of the killed process is gone with it.
      const database = await CandleDatabase.open(path);
      const { minutes, seconds } = await database.stats();
      expect(seconds).toBe(minutes * 60);
      expect(minutes).toBeGreaterThanOrEqual(kept);
      kept = minutes;
      const buckets = await new CandleAggregator(database).getAggregatedCandles({ ...range, intervalSeconds: 60 });
      expect(buckets).toHaveLength(minutes);
      let count = 0;
      let volume = 0;
      for await (const series of database.seconds(range)) {
        count += series.length;
        for (let row = 0; row < series.length; row += 1) volume += series.volume[row] as number;
      }
      expect(count).toBe(seconds);
      expect(volume).toBe(tape.slice(0, minutes).reduce((sum, minute) => sum + minute.volume, 0));
      await database.close();
    }
    expect(kept).toBeGreaterThan(0);

    const database = await CandleDatabase.open(path);
    const aggregator = new CandleAggregator(database);
    await aggregator.processAndStore(tape, SYMBOL);
    const store = new InMemoryCandleStore();
    const undisturbed = new CandleAggregator(store);
    await undisturbed.processAndStore(tape, SYMBOL);
    const tail = { ...range, startTs: range.endTs - 80_000_000 };
    expect(await aggregator.getSecondCandles(tail)).toEqual(await undisturbed.getSecondCandles(tail));
    expect(await aggregator.getAggregatedCandles({ ...range, intervalSeconds: 7 })).toEqual(
      await undisturbed.getAggregatedCandles({ ...range, intervalSeconds: 7 }),
    );
    await database.close();
  }, 120_000);

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
