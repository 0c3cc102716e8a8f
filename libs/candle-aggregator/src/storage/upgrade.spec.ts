import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from 'sqlite3';
import type { QueryRunner } from 'typeorm';
import { CandleAggregator } from '../candle-aggregator';
import { InMemoryCandleStore } from '../in-memory-candle-store';
import type { MinuteInput } from '../minute-input';
import { CandleDatabase } from './candle-database';
import { CreateCandleTables } from './migrations/0001-create-candle-tables';

jest.setTimeout(60_000);

const T = 1609459200000;
const MINUTES: readonly MinuteInput[] = [
  { timestamp: T, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 },
  { timestamp: T + 60_000, open: 29050, high: 29050, low: 29050, close: 29050, volume: 0 },
  { timestamp: T + 120_000, open: 29050, high: 29060, low: 29050, close: 29055, volume: 0 },
  { timestamp: T + 180_000, open: 29055.5, high: 29060, low: 29050, close: 29055, volume: 3 },
];
const HOUR = { symbol: 'BTC_USDT', startTs: T, endTs: T + 3_600_000 };
const LINEAR = { method: 'linear', seed: 7 } as const;

const MINUTE_COLUMNS =
  'symbol_id, open_time, open, high, low, close, volume, price_step, price_scale, volume_step, volume_scale, stitched_open, stitched_high, ' +
  'stitched_low, stitched_close, stitched_scale, contracts, turnover, origin, flags, revision, method, seed, received_at, final';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candle-upgrade-'));
});

afterAll(() => rm(folder, { recursive: true }));

function runOn(database: Database, sql: string, parameters: readonly unknown[] = []): Promise<void> {
  return new Promise((resolve, reject) => database.run(sql, [...parameters], (error) => (error === null ? resolve() : reject(error))));
}

/** A file as the first version of the tables left it. */
async function oldFile(path: string): Promise<void> {
  const now = join(folder, 'now.db');
  const made = await CandleDatabase.open(now);
  await new CandleAggregator(made, LINEAR).processAndStore(MINUTES, 'BTC_USDT');
  await made.close();
  const old = new Database(path);
  const runner = { query: (sql: string) => runOn(old, sql) } as unknown as QueryRunner;
  await new CreateCandleTables().up(runner);
  for (const sql of [
    `ATTACH '${now}' AS new`,
    'CREATE TABLE schema_migration (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, timestamp bigint NOT NULL, name varchar NOT NULL)',
    `INSERT INTO schema_migration (timestamp, name) VALUES (1, 'CreateCandleTables0000000000001')`,
    `INSERT INTO store_meta (key, value) VALUES ('schema_version', '1'), ('mode', 'live')`,
    'INSERT INTO market_symbol SELECT id, symbol, price_scale, volume_scale, contract_size, since FROM new.market_symbol',
    `INSERT INTO candle_1m SELECT ${MINUTE_COLUMNS} FROM new.candle_1m`,
    'INSERT INTO candle_1s SELECT symbol_id, open_time, open, high, low, close, volume, CASE marks & 3 WHEN 0 THEN 2 WHEN 1 THEN 3 ELSE 1 END FROM new.candle_1s',
    'DETACH new',
  ])
    await runOn(old, sql);
  await new Promise((resolve) => old.close(resolve));
}

it('behavior: a file of the first version is brought up to date, with all that is in it', async () => {
  const path = join(folder, 'old.db');
  await oldFile(path);
  const database = await CandleDatabase.open(path, { mode: 'live' });
  const aggregator = new CandleAggregator(database, LINEAR);
  const memory = new InMemoryCandleStore();
  const model = new CandleAggregator(memory, LINEAR);
  await model.processAndStore(MINUTES, 'BTC_USDT');
  const seconds = { ...HOUR };
  expect(await aggregator.getSecondCandles(seconds)).toEqual(await model.getSecondCandles(seconds));
  const five = { ...HOUR, intervalSeconds: 5 };
  expect(await aggregator.getAggregatedCandles(five)).toEqual(await model.getAggregatedCandles(five));
  expect(await aggregator.processAndStore(MINUTES, 'BTC_USDT')).toMatchObject({ inserted: 0, updated: 0, unchanged: 240 });
  expect(await database.verify(HOUR)).toMatchObject({ minutes: 4, seconds: 240, faultCount: 0 });
  const next = { timestamp: T + 240_000, open: 29055, high: 29055, low: 29055, close: 29055, volume: 1 };
  expect(await aggregator.processAndStore([next], 'BTC_USDT')).toMatchObject({ inserted: 60 });
  await database.close();
  await (await CandleDatabase.open(path, { mode: 'live' })).close();
});
