import { ManualClock } from '@prate/execution-interface/testing';
import { nextLine, runChild } from '@prate/test-support';
import fc from 'fast-check';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CandleAggregator, CandleFlag, InMemoryCandleStore } from '../src';
import {
  CandleFileError,
  type CandleTable,
  type ImportSource,
  bucketTable,
  importMinutes,
  importSeconds,
  minuteTable,
  observedTable,
  openCandleFile,
  secondTable,
  toText,
  writeTextFile,
} from '../src/files';
import { START_MS } from './support/arbitraries';
import { STORY_START_MS, play, storySteps } from './support/candle-story';
import { STORIES_TIMEOUT_MS, storyCount } from './support/story-count';

const SYMBOL = 'BTC_USDT';
const RANGE = { symbol: SYMBOL, startTs: START_MS - 3_600_000, endTs: START_MS + 86_400_000 };
const EXAMPLE = { timestamp: START_MS, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 };

function setUp(nowMs = START_MS + 86_400_000) {
  const clock = new ManualClock(nowMs);
  const store = new InMemoryCandleStore({ clock });
  return { clock, store, aggregator: new CandleAggregator(store, { clock }) };
}

async function textOf(table: CandleTable, format: 'csv' | 'ndjson' = 'csv'): Promise<string> {
  let text = '';
  for await (const piece of toText(table, format)) text += piece;
  return text;
}

function source(text: string, format: 'csv' | 'ndjson' = 'csv'): ImportSource {
  return {
    format,
    async *open() {
      yield text;
    },
  };
}

const NOW = { symbol: SYMBOL, serverTimeMs: START_MS + 86_400_000 };

jest.setTimeout(STORIES_TIMEOUT_MS);

describe('import and export', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'candle-files-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('E31: what was exported and imported gives the same minutes, seconds and buckets, as csv and as ndjson', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(storySteps, { minLength: 2, maxLength: 12 }),
        fc.constantFrom('csv' as const, 'ndjson' as const),
        async (story, format) => {
          const from = setUp(STORY_START_MS);
          for (const step of story) await play(step, SYMBOL, from.aggregator, from.clock);
          const to = setUp(from.clock.nowMs());
          const options = { symbol: SYMBOL, serverTimeMs: from.clock.nowMs() + 3_000 };
          const observed = await textOf(observedTable(from.store, RANGE), format);
          const minutes = await textOf(minuteTable(from.store, RANGE), format);
          if (observed.includes('observed')) await importSeconds(source(observed, format), to.aggregator, options);
          await importMinutes(source(minutes, format), to.aggregator, options);
          // How often seconds were reopened before their minute is in no file; what contradicts its minute may have been seen after it there.
          const settled = (await from.store.minuteRecords(RANGE)).filter((one) => one.isFinal && (one.flags & CandleFlag.Disputed) === 0);
          const times = new Set(settled.map(({ openTimeS }) => openTimeS));
          const told = <Row extends { readonly timestamp: number }>(row: Row, lengthS: number): Row => {
            for (let timeS = row.timestamp / 1000; timeS < row.timestamp / 1000 + lengthS; timeS += 1)
              if (!times.has(timeS - (timeS % 60))) return { ...row, revision: 0, status: '' };
            return row;
          };
          const content = async ({ store, clock }: typeof from) => {
            // The import said what time it was; asked anew, both have the same clock.
            const aggregator = new CandleAggregator(store, { clock });
            return JSON.stringify([
              (await aggregator.getSecondCandles(RANGE)).map((second) => told(second, 1)),
              (await aggregator.getAggregatedCandles({ ...RANGE, intervalSeconds: 7 })).map((candle) => told(candle, 7)),
              // When it was received, and from whom, is of the store.
              (await store.minuteRecords(RANGE))
                .filter((minute) => minute.isFinal)
                .map((minute) => told({ ...minute, timestamp: minute.openTimeS * 1000, receivedAtMs: 0, testimony: undefined }, 60)),
              await store.observedSeconds(RANGE),
            ]);
          };
          expect(await content(to)).toBe(await content(from));
        },
      ),
      storyCount(15),
    );
  });

  it('behavior: a filled minute stays one, a corrected one keeps its revision; the same file again, or an older one, changes nothing', async () => {
    const { store, aggregator, clock } = setUp();
    const after = { ...EXAMPLE, timestamp: START_MS + 120_000 };
    await aggregator.processAndStore([EXAMPLE, after], SYMBOL);
    const older = await textOf(minuteTable(store, RANGE));
    await aggregator.processAndStore([{ ...EXAMPLE, volume: 130 }], SYMBOL);
    const omitted = { symbol: SYMBOL, minutes: [START_MS + 60_000], profile: { method: 'bridge@2', seed: 0 } };
    for (const index of [0, 1, 2]) await store.noteOmitted({ ...omitted, receivedAtMs: clock.nowMs() + index * 600_000 });
    const answers = async (asked: CandleAggregator) => ({
      minutes: await asked.getAggregatedCandles({ ...RANGE, intervalSeconds: 60 }),
      seconds: await asked.getSecondCandles(RANGE),
    });
    const before = await answers(aggregator);
    expect(before.minutes.map(({ revision, flags }) => [revision, flags])).toEqual([
      [1, []],
      [0, ['filled']],
      [0, []],
    ]);
    const text = await textOf(minuteTable(store, RANGE));
    const other = setUp();
    expect(await importMinutes(source(text), other.aggregator, NOW)).toMatchObject({ rows: 3, inserted: 3, passedOver: 0 });
    expect(await answers(other.aggregator)).toEqual(before);
    for (const one of [aggregator, other.aggregator]) {
      expect(await importMinutes(source(text), one, NOW)).toMatchObject({ inserted: 0, updated: 0, unchanged: 3, passedOver: 0 });
      expect(await importMinutes(source(older), one, NOW)).toMatchObject({ inserted: 0, updated: 0, unchanged: 1, passedOver: 1 });
      expect(await answers(one)).toEqual(before);
    }
    expect(await store.revisions(RANGE)).toHaveLength(1);
  });

  it('error: a filled minute that moved, a revision that is none', async () => {
    const { aggregator, store } = setUp();
    const rows = (row: string) => source(`timestamp,open,high,low,close,volume,flags,revision\n${START_MS},${row}\n`);
    for (const [row, code] of [
      ['29000,29100,28900,29050,0,filled,0', 'shape'],
      ['29000,29000,29000,29000,1,filled,0', 'shape'],
      ['29000,29000,29000,29000,1,,-1', 'number'],
      ['29000,29000,29000,29000,1,,x', 'number'],
    ] as const)
      await expect(importMinutes(rows(row), aggregator, NOW)).rejects.toMatchObject({ issues: [{ line: 2, code }] });
    expect((await store.stats()).minutes).toBe(0);
  });

  it('default: a foreign file with columns of its own', async () => {
    const { aggregator } = setUp();
    const text = 'ms,o,h,l,c,v\n1609459200000,29000,29100,28900,29050,120\n1609459260000,29050,29060,29040,29055,7\n';
    expect(await importMinutes(source(text), aggregator, NOW)).toEqual({ rows: 2, inserted: 2, updated: 0, unchanged: 0, passedOver: 0 });
    expect(await importMinutes(source(text), aggregator, NOW)).toMatchObject({ inserted: 0, unchanged: 2 });
    expect(await aggregator.getAggregatedCandles({ ...RANGE, intervalSeconds: 120 })).toMatchObject([
      { open: 29000, close: 29055, volume: 127 },
    ]);
  });

  it('args: times in seconds, and as text', async () => {
    const inSeconds = source('time,open,high,low,close,volume\n1609459200,1,1,1,1,1\n');
    const asText = source('time,open,high,low,close,volume\n2021-01-01T00:01:00Z,1,1,1,1,1\n');
    const { aggregator } = setUp();
    await importMinutes(inSeconds, aggregator, { ...NOW, timeUnit: 's' });
    await importMinutes(asText, aggregator, { ...NOW, timeUnit: 'iso' });
    const candles = await aggregator.getAggregatedCandles({ ...RANGE, intervalSeconds: 60 });
    expect(candles.map((candle) => candle.timestamp)).toEqual([START_MS, START_MS + 60_000]);
    await expect(importMinutes(inSeconds, aggregator, NOW)).rejects.toThrow(
      'line 2: timestamp-in-seconds: found timestamp 1609459200, expected milliseconds: 1609459200000',
    );
  });

  it('error: every row is checked before any is stored; the message names the line', async () => {
    const { aggregator, store } = setUp();
    const good = Array.from({ length: 4_500 }, (_, index) => `${START_MS - index * 60_000},2,3,1,2,5`);
    const text = [
      'timestamp,open,high,low,close,volume',
      ...good,
      `${START_MS + 60_000},2,1,1,2,5`,
      `${START_MS + 120_000},2,x,1,2,5`,
    ].join('\n');
    const failed = importMinutes(source(text), aggregator, NOW);
    await expect(failed).rejects.toThrow(/import: line 4502: shape: .*line 4503: number: .*nothing was stored/);
    await expect(failed).rejects.toBeInstanceOf(CandleFileError);
    expect((await store.stats()).minutes).toBe(0);
  });

  it('error: a row of another symbol, a method there is not, a grid that is none', async () => {
    const { aggregator } = setUp();
    const header = 'symbol,timestamp,open,high,low,close,volume,priceStep,volumeStep,method,seed\n';
    const row = (symbol: string, grid: string, method: string) =>
      source(`${header}${symbol},${START_MS},1,1,1,1,1,${grid},1,${method},0\n`);
    await expect(importMinutes(row('ETH_USDT', '0.1', 'linear@1'), aggregator, NOW)).rejects.toThrow('line 2: symbol-mismatch');
    await expect(importMinutes(row(SYMBOL, '0.1', 'spline@1'), aggregator, NOW)).rejects.toThrow('line 2: option: found method spline@1');
    await expect(importMinutes(row(SYMBOL, 'x', 'linear@1'), aggregator, NOW)).rejects.toThrow('line 2: option: found priceStep x');
  });

  it('behavior: estimated seconds are never taken for observed ones', async () => {
    const from = setUp();
    await from.aggregator.processAndStore([EXAMPLE], SYMBOL);
    const seconds = await textOf(secondTable(from.aggregator, RANGE));
    const to = setUp();
    expect(await importSeconds(source(seconds), to.aggregator, NOW)).toMatchObject({ rows: 60, inserted: 0, passedOver: 60 });
    const bare = source('timestamp,open,high,low,close,volume\n1609459200000,1,1,1,1,1\n');
    await expect(importSeconds(bare, to.aggregator, NOW)).rejects.toThrow('expected also origin');
    expect(await importSeconds(bare, to.aggregator, { ...NOW, areObserved: true })).toMatchObject({ inserted: 1 });
  });

  it('behavior: a served second whose volume was added to is none that was seen', async () => {
    const header = 'timestamp,open,high,low,close,volume,origin,flags\n';
    const rows = ['1609459200000,1,1,1,1,1,observed,', '1609459201000,1,1,1,1,1,observed,byPushes adjusted'].join('\n');
    expect(await importSeconds(source(`${header}${rows}\n`), setUp().aggregator, NOW)).toMatchObject({ inserted: 1, passedOver: 1 });
  });

  it('error: buckets of another length are neither seconds nor minutes', async () => {
    const { aggregator, store } = setUp();
    await aggregator.processAndStore([EXAMPLE], SYMBOL);
    const bucket = 'timestamp,intervalSeconds,open,high,low,close,volume,origin\n1609459200000,120,1,1,1,1,1,observed\n';
    await expect(importSeconds(source(bucket), aggregator, NOW)).rejects.toThrow('line 2: row: found intervalSeconds 120, expected 1');
    await expect(importMinutes(source(bucket), aggregator, NOW)).rejects.toThrow('line 2: row: found intervalSeconds 120, expected 60');
    expect(await store.observedSeconds(RANGE)).toEqual([]);
    const buckets = await textOf(bucketTable(aggregator, { ...RANGE, intervalSeconds: 60 }));
    expect(await importMinutes(source(buckets), setUp().aggregator, NOW)).toMatchObject({ rows: 1 });
  });

  it.each([
    ['time order', '1609459201000,1,1,1,1,1\n1609459200000,1,1,1,1,1', /line 3: row: .*time order/],
    ['whole seconds', '1609459200500,1,1,1,1,1', /line 2: unaligned/],
    ['time that is over', `${START_MS + 86_400_000},1,1,1,1,1`, /line 2: future/],
    ['positive prices', '1609459200000,1,1,0,1,1', /line 2: number/],
    ['prices in shape', '1609459200000,2,1,1,1,1', /line 2: shape/],
    ['decimals that fit', '1609459200000,0.1234567890123,1,0.1,1,1', /line 2: precision/],
  ])('error: seconds need %s', async (_, rows, message) => {
    const { aggregator } = setUp();
    const file = source(`timestamp,open,high,low,close,volume\n${rows}\n`);
    await expect(importSeconds(file, aggregator, { ...NOW, areObserved: true })).rejects.toThrow(message);
  });

  it.each(['minutes.csv', 'minutes.csv.gz'])('default: %s is written whole and read back, progress told', async (name) => {
    const from = setUp();
    await from.aggregator.processAndStore(
      Array.from({ length: 1_100 }, (_, index) => ({ ...EXAMPLE, timestamp: START_MS - index * 60_000 })),
      SYMBOL,
    );
    const path = join(folder, name);
    const written: number[] = [];
    const range = { ...RANGE, startTs: START_MS - 1_100 * 60_000 };
    const report = await writeTextFile(path, minuteTable(from.store, range), 'csv', { onProgress: ({ rows }) => written.push(rows) });
    expect([report.rows, written.at(-1)]).toEqual([1_100, 1_100]);
    expect((await readFile(path)).length).toBe(report.bytes);
    const to = setUp();
    const read: unknown[] = [];
    await importMinutes(await openCandleFile(path, 'csv'), to.aggregator, {
      ...NOW,
      onProgress: ({ phase, rows, bytes, totalBytes }) => read.push([phase, rows, bytes === totalBytes]),
    });
    expect(read).toEqual(
      [
        ['check', 1_000, true],
        ['check', 1_100, true],
        ['store', 1_000, true],
        ['store', 1_100, true],
      ].map(([phase, rows]) => [phase, rows, expect.any(Boolean)]),
    );
    expect(read.at(-1)).toEqual(['store', 1_100, true]);
    expect(await to.store.minuteRecords(range)).toHaveLength(1_100);
  });

  it('behavior: an export that is stopped leaves nothing behind, and what was there stays', async () => {
    const { aggregator } = setUp();
    await aggregator.processAndStore([EXAMPLE], SYMBOL);
    const path = join(folder, 'stopped.csv');
    await writeFile(path, 'before');
    const stop = new AbortController();
    stop.abort(new Error('stopped by hand'));
    const table = bucketTable(aggregator, { ...RANGE, intervalSeconds: 5 });
    await expect(writeTextFile(path, table, 'csv', { signal: stop.signal })).rejects.toThrow();
    expect(await readFile(path, 'utf8')).toBe('before');
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('behavior: an import that is stopped stops between two chunks, and goes on where it was', async () => {
    const { aggregator, store } = setUp();
    const rows = Array.from({ length: 1_500 }, (_, index) => `${START_MS - index * 60_000},2,3,1,2,5`);
    const file = source(['timestamp,open,high,low,close,volume', ...rows].join('\n'));
    const stop = new AbortController();
    const stopped = importMinutes(file, aggregator, {
      ...NOW,
      signal: stop.signal,
      onProgress: ({ phase }) => phase === 'store' && stop.abort(new Error('stopped by hand')),
    });
    await expect(stopped).rejects.toThrow('stopped by hand');
    expect((await store.stats()).minutes).toBe(1_000);
    expect(await importMinutes(file, aggregator, NOW)).toMatchObject({ inserted: 500, unchanged: 1_000 });
  });

  it('default: a Parquet file says the same, read by another program; memory does not grow with the rows', async () => {
    // The packages are ES modules, which a plain process loads.
    const child = runChild(join(__dirname, 'support/write-many-rows.ts'), [
      folder,
      process.env['CANDLE_CASES'] === undefined ? '40000' : '1000000',
    ]);
    const result = JSON.parse((await nextLine(child)) ?? '{}') as Record<string, number>;
    expect(result).toMatchObject({ isSame: true, rows: result['asked'], imported: result['asked'] });
    expect(result['grownMb']).toBeLessThan(150);
  }, 300_000);
});
