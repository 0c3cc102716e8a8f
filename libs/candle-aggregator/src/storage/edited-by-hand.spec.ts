import { ManualClock } from '@prate/execution-interface/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from 'sqlite3';
import { MinuteVenue } from '../../test/support/minute-venue';
import { CandleAggregator } from '../candle-aggregator';
import { verify } from '../jobs/verify';
import { CandleDatabase } from './candle-database';

jest.setTimeout(60_000);

const T = 1609459200000;
const S = T / 1000;
const MINUTES = Array.from({ length: 120 }, (_, index) => ({
  timestamp: T + index * 60_000,
  open: 29000,
  high: 29100,
  low: 28900,
  close: 29050,
  volume: 120,
}));
const HOUR = { symbol: 'BTC_USDT', startTs: T, endTs: T + 3_600_000 };
const HOURS = { ...HOUR, endTs: T + 7_200_000 };

let folder: string;
let database: CandleDatabase;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candle-edit-'));
});

beforeEach(async () => {
  count += 1;
  database = await CandleDatabase.open(join(folder, `${count}.db`), { clock: new ManualClock(T + 86_400_000) });
  await new CandleAggregator(database).processAndStore(MINUTES, 'BTC_USDT');
});

afterEach(() => database.close());
afterAll(() => rm(folder, { recursive: true }));

/** Statements of a person with another program, beside the open store. */
function edit(sql: string): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) => {
    const connection = new Database(database.path);
    connection.all<Record<string, unknown>>(sql, (error, rows) => connection.close(() => (error === null ? resolve(rows) : reject(error))));
  });
}

async function closes(range = HOUR): Promise<number[]> {
  const found: number[] = [];
  for await (const series of database.seconds(range)) found.push(...series.close.subarray(0, series.length));
  return found;
}

async function packedHours(): Promise<unknown> {
  // A pack job waits for what readers left to be packed.
  await database.packHours(HOURS);
  return (await edit('SELECT count(*) AS packed FROM candle_hour WHERE data IS NOT NULL'))[0]?.['packed'];
}

it('behavior: an edited second is read as it is now, and the stamp of its hour tells; made anew it is as before', async () => {
  const before = await closes();
  const stamps = await database.hourStamps(HOURS);
  await edit(`UPDATE candle_1s SET close = 1 WHERE open_time = ${S + 77}`);
  expect((await closes())[77]).toBe(1);
  const edited = await database.hourStamps(HOURS);
  expect(edited.get(S)).toBeGreaterThan(stamps.get(S) ?? 0);
  expect(edited.get(S + 3_600)).toBe(stamps.get(S + 3_600));
  expect(await packedHours()).toBe(2);
  expect((await closes())[77]).toBe(1);
  const { faults } = await database.verify(HOUR);
  expect(faults.map(({ code, timestamp }) => [code, timestamp])).toContainEqual(['invariant', T + 60_000]);
  expect(await database.rebuild(HOUR)).toEqual({ minutes: 60 });
  expect(await closes()).toEqual(before);
  expect((await database.verify(HOURS)).faultCount).toBe(0);
});

it('behavior: a second that was taken away is missed', async () => {
  const before = await closes();
  await edit(`DELETE FROM candle_1s WHERE open_time = ${S + 5}`);
  expect(await closes()).toHaveLength(3_599);
  expect((await database.verify(HOUR)).faults).toEqual([{ code: 'count', timestamp: T, found: '59 seconds', expected: '60 or none' }]);
  await database.rebuild(HOUR);
  expect(await closes()).toEqual(before);
});

it('behavior: an edited minute is marked until its seconds are made anew', async () => {
  await edit(`UPDATE candle_1m SET close = 289010 WHERE open_time = ${S + 59 * 60}`);
  expect((await database.verify(HOURS)).faults).toEqual([
    expect.objectContaining({ code: 'edited', timestamp: T + 59 * 60_000, expected: 'its seconds to be made anew' }),
  ]);
  expect(await database.rebuild(HOURS)).toEqual({ minutes: 120 });
  expect((await closes()).at(-1)).toBe(289_010);
  expect(await database.verify(HOURS)).toMatchObject({ minutes: 120, seconds: 7_200, faultCount: 0 });
  expect((await new CandleAggregator(database).processAndStore(MINUTES, 'BTC_USDT')).updated).toBe(60);
  expect((await database.verify(HOURS)).faultCount).toBe(0);
});

it('behavior: a minute made anew alone takes the opening seconds of the one that follows with it', async () => {
  const thin = { ...MINUTES[1], timestamp: T + 7_200_000, volume: 1 } as (typeof MINUTES)[number];
  const aggregator = new CandleAggregator(database);
  await aggregator.processAndStore([thin], 'BTC_USDT', { serverTimeMs: T + 86_400_000 });
  await edit(`UPDATE candle_1m SET close = 289010 WHERE open_time = ${S + 119 * 60}`);
  expect(await database.rebuild({ ...HOURS, startTs: T + 119 * 60_000 })).toEqual({ minutes: 1 });
  const around = { ...HOUR, startTs: T + 7_199_000, endTs: T + 7_201_000 };
  expect((await aggregator.getSecondCandles(around)).map(({ close }) => close)).toEqual([28901, 28901]);
});

it('behavior: the verify job finds an edited minute, makes its seconds anew and tells of it; the next run finds nothing', async () => {
  const clock = new ManualClock(T + 86_400_000);
  const aggregator = new CandleAggregator(database, { clock });
  const range = { symbol: 'BTC_USDT', startTs: T, endTs: T + 7_200_000, intervalSeconds: 5 };
  await aggregator.getAggregatedCandles(range);
  await edit(`UPDATE candle_1m SET close = 289010 WHERE open_time = ${S + 59 * 60}`);
  const told: unknown[] = [];
  aggregator.watchChanges(({ type, from, to }) => void told.push([type, (from - T) / 60_000, (to - T) / 60_000]));
  const sources = { marketData: new MinuteVenue(T + 86_400_000), aggregator, store: database };
  const window = { symbol: 'BTC_USDT', fromMs: T, toMs: T + 7_200_000 };
  expect(await verify(window, sources)).toMatchObject({ faults: [{ code: 'edited' }], rebuilt: 1 });
  expect(told).toEqual([['candle.stored', 59, 61]]);
  expect((await aggregator.getAggregatedCandles(range))[719]?.close).toBe(28901);
  expect(await verify(window, sources)).toMatchObject({ faults: [], rebuilt: 0 });
});

it('behavior: a minute that was taken away leaves its seconds behind, and a new hand-made one needs none', async () => {
  await edit(`DELETE FROM candle_1m WHERE open_time = ${S}`);
  const { faults } = await database.verify(HOUR);
  expect(faults.map((fault) => fault.code).sort()).toEqual(['count', 'edited']);
  await database.rebuild(HOUR);
  expect(await closes()).toHaveLength(3_540);
  expect(await database.missing('BTC_USDT', T + 60_000, T + 3_600_000)).toEqual([]);
  await edit(
    `INSERT INTO candle_1m SELECT symbol_id, ${S}, open, high, low, close, volume, price_step, price_scale, volume_step, volume_scale, stitched_open, ` +
      'stitched_high, stitched_low, stitched_close, stitched_scale, contracts, turnover, origin, flags, revision, method, seed, received_at, final, ' +
      `observed_seconds, interpolated_seconds, source, asked_at FROM candle_1m WHERE open_time = ${S + 60}`,
  );
  await database.rebuild(HOUR);
  expect(await closes()).toHaveLength(3_600);
});

it('behavior: a packed hour that does not hold what its rows hold is found', async () => {
  expect(await packedHours()).toBe(2);
  const whole = await closes();
  await edit(
    `INSERT INTO candle_1s SELECT symbol_id, open_time + 86400, open, high, low, close, volume, marks FROM candle_1s WHERE open_time = ${S}`,
  );
  await edit(`UPDATE candle_hour SET data = (SELECT data FROM candle_hour WHERE hour = ${S + 3_600}) WHERE hour = ${S}`);
  const { faults } = await database.verify({ ...HOUR, endTs: T + 2 * 86_400_000 });
  expect(faults.map(({ code, timestamp }) => [code, timestamp])).toEqual([
    ['packed', T],
    ['count', T + 86_400_000],
  ]);
  await database.rebuild({ ...HOUR, endTs: T + 2 * 86_400_000 });
  expect(await closes()).toEqual(whole);
  expect((await database.verify({ ...HOUR, endTs: T + 2 * 86_400_000 })).faultCount).toBe(0);
});

it('behavior: an hour that is read from rows is packed behind the answer; one that goes on is not', async () => {
  await edit('UPDATE candle_hour SET data = NULL, row_count = 0, format = 0');
  await closes(HOURS);
  await database.close();
  database = await CandleDatabase.open(database.path, { clock: new ManualClock(T + 5_400_000) });
  expect(await edit('SELECT row_count FROM candle_hour ORDER BY hour')).toEqual([{ row_count: 3_600 }, { row_count: 3_600 }]);
  await edit('UPDATE candle_hour SET data = NULL, row_count = 0, format = 0');
  expect(await database.packHours(HOURS)).toBe(1);
  expect(await edit('SELECT row_count FROM candle_hour ORDER BY hour')).toEqual([{ row_count: 3_600 }, { row_count: 0 }]);
});

it('behavior: pruning removes rows and packed hours by age and leaves minutes, an hour at a time', async () => {
  const aggregator = new CandleAggregator(database);
  await aggregator.processAndStore([{ ...MINUTES[0], timestamp: T + 3 * 86_400_000 } as (typeof MINUTES)[number]], 'BTC_USDT', {
    serverTimeMs: T + 9 * 86_400_000,
  });
  const before = await closes(HOURS);
  const policy = { nowMs: T + 3 * 86_400_000, interpolatedDays: 1, packedDays: 1 };
  expect(await database.prune(policy)).toEqual({ observedSeconds: 0, interpolatedSeconds: 7_200, packedHours: 0, revised: [] });
  expect(await database.stats()).toMatchObject({ minutes: 121, seconds: 60 });
  expect(await closes(HOURS)).toEqual(before);
  expect(await packedHours()).toBe(2);
  expect(await closes(HOURS)).toEqual(before);
  expect(await database.verify(HOURS)).toMatchObject({ minutes: 120, seconds: 0, packedHours: 2, faultCount: 0 });
  expect(await database.prune(policy)).toEqual({ observedSeconds: 0, interpolatedSeconds: 0, packedHours: 2, revised: [] });
});
