import { Slots } from '@prate/execution-interface';
import { mkdtemp, mkdir, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from 'sqlite3';
import { CandleAggregator } from '../candle-aggregator';
import { CandleStoreError } from '../errors';
import { CandleDatabase } from './candle-database';
import { openWriter } from './data-sources';
import { SCHEMA_VERSION } from './sqlite-files';

jest.setTimeout(60_000);

const T = 1609459200000;
const EXAMPLE = { timestamp: T, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 };
const MINUTES = Array.from({ length: 600 }, (_, index) => ({ ...EXAMPLE, timestamp: T + index * 60_000 }));

let folder: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candle-database-'));
});

afterAll(() => rm(folder, { recursive: true }));

function newPath(): string {
  count += 1;
  return join(folder, `${count}.db`);
}

/** A closed file with ten hours of minutes. */
async function filled(mode?: 'simulated' | 'live'): Promise<string> {
  const path = newPath();
  const database = await CandleDatabase.open(path, mode === undefined ? {} : { mode });
  await new CandleAggregator(database).processAndStore(MINUTES, 'BTC_USDT');
  await database.close();
  return path;
}

/** Statements of somebody who opens the file with another program. */
function query(path: string, sql: string): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) => {
    const connection = new Database(path);
    connection.all<Record<string, unknown>>(sql, (error, rows) => connection.close(() => (error === null ? resolve(rows) : reject(error))));
  });
}

async function refusal(path: string, options: Parameters<typeof CandleDatabase.open>[1] = {}): Promise<CandleStoreError> {
  const outcome = await CandleDatabase.open(path, options).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(CandleStoreError);
  return outcome as CandleStoreError;
}

describe('CandleDatabase.open', () => {
  it('default: makes the file with its folders, in WAL mode, and finds everything again', async () => {
    const path = join(folder, 'a', 'b', 'candles.db');
    const database = await CandleDatabase.open(path);
    await new CandleAggregator(database).processAndStore([EXAMPLE], 'BTC_USDT');
    expect(await database.stats()).toMatchObject({ minutes: 1, seconds: 60, symbols: 1 });
    expect((await database.stats()).bytes).toBeGreaterThan(4096);
    await database.close();
    const again = await CandleDatabase.open(path);
    const candles = await new CandleAggregator(again).getAggregatedCandles({
      symbol: 'BTC_USDT',
      startTs: T,
      endTs: T + 60_000,
      intervalSeconds: 5,
    });
    expect(candles).toHaveLength(12);
    expect(await query(path, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    await again.close();
  });

  it('error: not-writable for a folder, for a folder that is a file, and for no path', async () => {
    const asFolder = newPath();
    await mkdir(asFolder);
    expect(await refusal(asFolder)).toMatchObject({ code: 'not-writable', message: expect.stringContaining('found a folder') });
    const asFile = newPath();
    await writeFile(asFile, 'text');
    const below = await refusal(join(asFile, 'candles.db'));
    expect(below).toMatchObject({ code: 'not-writable', message: expect.stringContaining(asFile) });
    expect((await refusal('')).code).toBe('not-writable');
    expect((await refusal(':memory:')).message).toContain('InMemoryCandleStore');
  });

  it.each([
    ['text', async (path: string) => writeFile(path, 'open,high,low,close\n'.repeat(100))],
    ['a file cut off', async (path: string) => truncate(path, 100_000)],
    ['a file with pages overwritten', (path: string) => overwrite(path, 20_000, 60_000)],
    ['a file with a broken catalogue', (path: string) => overwrite(path, 100, 3_000)],
  ])('error: corrupt for %s, and nothing of it is changed', async (_, damage) => {
    const path = await filled();
    await damage(path);
    const before = await readFile(path);
    const error = await refusal(path);
    expect(error).toMatchObject({ code: 'corrupt', message: expect.stringContaining(path) });
    expect(error.message).toMatch(/found .* expected .*; restore/s);
    expect(before.equals(await readFile(path))).toBe(true);
  });

  it('error: corrupt for the database of another program, which stays as it is', async () => {
    const path = newPath();
    await query(path, 'CREATE TABLE orders (id TEXT)');
    const before = await readFile(path);
    expect(await refusal(path)).toMatchObject({ code: 'corrupt', message: expect.stringContaining('another program (tables orders)') });
    expect(before.equals(await readFile(path))).toBe(true);
  });

  it('error: newer-version, and nothing of it is changed', async () => {
    const path = await filled();
    await query(path, `UPDATE store_meta SET value = '${SCHEMA_VERSION + 1}' WHERE key = 'schema_version'`);
    const before = await readFile(path);
    expect(await refusal(path)).toMatchObject({
      code: 'newer-version',
      message: expect.stringContaining(`found schema version ${SCHEMA_VERSION + 1}, expected at most ${SCHEMA_VERSION}`),
    });
    expect(before.equals(await readFile(path))).toBe(true);
  });

  it('error: other-mode, and nothing of it is changed', async () => {
    const path = await filled('simulated');
    const before = await readFile(path);
    expect(await refusal(path, { mode: 'live' })).toMatchObject({
      code: 'other-mode',
      message: expect.stringContaining('found data of mode simulated, expected live'),
    });
    expect(before.equals(await readFile(path))).toBe(true);
    const plain = await filled();
    expect((await refusal(plain, { mode: 'live' })).message).toContain('mode unspecified');
    const database = await CandleDatabase.open(path);
    expect(database.mode).toBe('simulated');
    await database.close();
  });

  it('behavior: a file whose process was killed before it had said its mode takes the mode it is opened with', async () => {
    const path = await filled();
    await query(path, 'DELETE FROM store_meta');
    const database = await CandleDatabase.open(path, { mode: 'live' });
    expect(database.mode).toBe('live');
    await database.close();
    expect(await refusal(path, { mode: 'paper' })).toMatchObject({ code: 'other-mode' });
  });

  it('error: in-use while this process has it open already, by any name', async () => {
    const path = newPath();
    const database = await CandleDatabase.open(path);
    const link = newPath();
    await symlink(path, link);
    expect(await refusal(path)).toMatchObject({ code: 'in-use', message: expect.stringContaining('expected to be the only one') });
    expect(await refusal(link)).toMatchObject({ code: 'in-use', message: expect.stringContaining(path) });
    await database.close();
    await (await CandleDatabase.open(link)).close();
  });
});

describe('CandleDatabase', () => {
  it('behavior: close waits for what was handed in, later calls fail with closed', async () => {
    const path = newPath();
    const database = await CandleDatabase.open(path);
    const aggregator = new CandleAggregator(database);
    const writing = aggregator.processAndStore(MINUTES, 'BTC_USDT');
    // A first turn, so that the write has been handed in.
    await new Promise((resolve) => setTimeout(resolve, 5));
    const closing = database.close();
    await Promise.all([closing, database.close()]);
    await expect(writing).resolves.toMatchObject({ inserted: 36_000 });
    await expect(aggregator.processAndStore([EXAMPLE], 'BTC_USDT')).rejects.toMatchObject({ code: 'closed' });
    await expect(database.missing('BTC_USDT', T, T + 60_000)).rejects.toMatchObject({ code: 'closed' });
    await expect(aggregator.getAggregatedCandles({ symbol: 'X', startTs: T, endTs: T + 60_000, intervalSeconds: 5 })).rejects.toMatchObject(
      { code: 'closed' },
    );
    expect(await database.isWritable()).toBe(false);
    const again = await CandleDatabase.open(path);
    expect(await again.stats()).toMatchObject({ minutes: 600, seconds: 36_000 });
    await again.close();
  });

  it('behavior: at most as many statements at once as there are slots', async () => {
    let atOnce = 0;
    let most = 0;
    class CountingSlots extends Slots {
      override run<T>(work: () => Promise<T>): Promise<T> {
        return super.run(async () => {
          atOnce += 1;
          most = Math.max(most, atOnce);
          try {
            return await work();
          } finally {
            atOnce -= 1;
          }
        });
      }
    }
    const database = await CandleDatabase.open(newPath(), { slots: new CountingSlots(2) });
    const aggregator = new CandleAggregator(database);
    const query = { symbol: 'A', startTs: T, endTs: T + 36_000_000, intervalSeconds: 7 };
    await Promise.all([
      ...['A', 'B', 'C'].map((symbol) => aggregator.processAndStore(MINUTES, symbol)),
      ...[1, 2, 3, 4].map(() => aggregator.getAggregatedCandles(query)),
    ]);
    expect(most).toBe(2);
    expect(await aggregator.getAggregatedCandles(query)).toHaveLength(5_143);
    await database.close();
  });

  it('behavior: isWritable is false when the file was taken away', async () => {
    const path = newPath();
    const database = await CandleDatabase.open(path);
    expect(await database.isWritable()).toBe(true);
    await rename(path, `${path}.moved`);
    expect(await database.isWritable()).toBe(false);
    await database.close();
  });

  it('behavior: a failed write is rolled back whole and the next one succeeds', async () => {
    const path = newPath();
    const database = await CandleDatabase.open(path);
    const aggregator = new CandleAggregator(database);
    await aggregator.processAndStore([EXAMPLE], 'BTC_USDT');
    // Somebody breaks the table for one minute in the middle of the second chunk.
    await query(
      path,
      `CREATE TRIGGER stop BEFORE INSERT ON candle_1s WHEN NEW.open_time = ${T / 1000 + 90 * 60} BEGIN SELECT RAISE(ABORT, 'stopped'); END`,
    );
    await expect(aggregator.processAndStore(MINUTES, 'BTC_USDT')).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining('stopped'),
    });
    expect(await database.stats()).toMatchObject({ minutes: 1, seconds: 60 });
    await query(path, 'DROP TRIGGER stop');
    expect(await aggregator.processAndStore(MINUTES, 'BTC_USDT')).toMatchObject({ inserted: 599 * 60, unchanged: 60 });
    await database.close();
  });

  it('behavior: the views show symbol, ISO time, decimal prices and origin', async () => {
    const path = newPath();
    const database = await CandleDatabase.open(path);
    await new CandleAggregator(database, { method: 'linear' }).processAndStore(
      [{ ...EXAMPLE, volume: 0.5, turnover: '14500.25' }],
      'BTC_USDT',
    );
    await database.close();
    expect(await query(path, 'SELECT * FROM candle_1m_readable')).toEqual([
      expect.objectContaining({
        symbol: 'BTC_USDT',
        time: '2021-01-01T00:00:00Z',
        open: '29000.0',
        high: '29100.0',
        low: '28900.0',
        close: '29050.0',
        volume: '0.5',
        turnover: '14500.25',
        origin: 'interpolated',
        method: 'linear@1',
      }),
    ]);
    const [last] = await query(path, 'SELECT * FROM candle_readable ORDER BY time DESC LIMIT 1');
    expect(last).toEqual({
      symbol: 'BTC_USDT',
      series: 'trade',
      time: '2021-01-01T00:00:59Z',
      open: '29100.0',
      high: '29100.0',
      low: '29050.0',
      close: '29050.0',
      volume: '0.1',
      origin: 'interpolated',
      flags: 0,
    });
  });

  it('behavior: the migrations make exactly the tables the entities describe', async () => {
    const path = await filled();
    const source = await openWriter(path);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map((one) => one.query)).toEqual([]);
    await source.destroy();
  });

  it('behavior: another stored second takes less than 40 bytes on disk, its packed hour included', async () => {
    const path = await filled();
    const before = (await stat(path)).size;
    const database = await CandleDatabase.open(path);
    await new CandleAggregator(database).processAndStore(MINUTES, 'ETH_USDT');
    await database.close();
    expect(await query(path, 'SELECT count(*) AS packed FROM candle_hour WHERE data IS NOT NULL')).toEqual([{ packed: 20 }]);
    expect(((await stat(path)).size - before) / 36_000).toBeLessThan(40);
  });
});

async function overwrite(path: string, from: number, to: number): Promise<void> {
  const bytes = await readFile(path);
  bytes.fill(0xa5, from, to);
  await writeFile(path, bytes);
}
