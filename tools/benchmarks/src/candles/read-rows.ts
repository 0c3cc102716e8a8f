import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CandleAggregator } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { type BenchmarkRow, row } from '../benchmark-rows';
import { type Bucket, DuckDbTable } from './duckdb-table';
import { PlainSql } from './plain-sql';
import { DAY_MS, FIRST_DAY_MS } from './seeded-day';
import { median, timed } from './timed';
import { writeDays } from './write-rows';

const ROUNDS = 7;
const SYMBOL = 'SYMBOL0_USDT';
const DAYS = 30;

/** P3 to P6: a day and a month to candles of several lengths, beside DuckDB asked the same; answers are compared before anything is timed. */
export async function readRows(folder: string): Promise<BenchmarkRow[]> {
  const path = join(folder, 'month.db');
  await writeDays(path, 1, DAYS);
  const database = await CandleDatabase.open(path);
  const table = await DuckDbTable.of(new CandleAggregator(database), SYMBOL, DAYS);
  try {
    const rows: BenchmarkRow[] = [];
    for (const intervalSeconds of [5, 7, 45]) rows.push(await dayRow(database, table, { id: 'P3', intervalSeconds, target: 0.5 }));
    for (const intervalSeconds of [60, 120, 300, 600]) rows.push(await dayRow(database, table, { id: 'P4', intervalSeconds, target: 0.3 }));
    for (const intervalSeconds of [5, 90, 300]) rows.push(await monthRow(database, table, intervalSeconds));
    rows.push(await repeatedRow(database, 5), await repeatedRow(database, 300), await sqlRow(database, path));
    // One process a file.
    await database.close();
    return [...rows, ...monthAlone(path)];
  } finally {
    table.close();
    await database.close();
  }
}

interface Question {
  readonly id: string;
  readonly intervalSeconds: number;
  readonly target: number;
}

async function dayRow(database: CandleDatabase, table: DuckDbTable, { id, intervalSeconds, target }: Question): Promise<BenchmarkRow> {
  const startTs = FIRST_DAY_MS + DAY_MS;
  const query = { symbol: SYMBOL, startTs, endTs: startTs + DAY_MS, intervalSeconds };
  // DuckDB cuts the rows, we the labels: asked with whole buckets on both sides, they say the same.
  const firstMs = Math.ceil(startTs / 1000 / intervalSeconds) * intervalSeconds * 1000;
  const lastMs = Math.ceil(query.endTs / 1000 / intervalSeconds) * intervalSeconds * 1000;
  const ask = (): ReturnType<CandleAggregator['getAggregatedCandles']> => new CandleAggregator(database).getAggregatedCandles(query);
  const askDuckDb = (): Promise<Bucket[]> => table.buckets(intervalSeconds, firstMs, lastMs);
  checkSame(await ask(), await askDuckDb(), intervalSeconds);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push((await timed(ask)).ms);
    theirs.push((await timed(askDuckDb)).ms);
  }
  return row({
    id,
    name: `1 day at ${intervalSeconds} s`,
    unit: 'ms',
    ours: median(ours),
    yardstick: median(theirs),
    rule: 'ratio <=',
    target,
  });
}

async function monthRow(database: CandleDatabase, table: DuckDbTable, intervalSeconds: number): Promise<BenchmarkRow> {
  const query = { symbol: SYMBOL, startTs: FIRST_DAY_MS, endTs: FIRST_DAY_MS + DAYS * DAY_MS, intervalSeconds };
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { ms, answer: count } = await timed(() => countCandles(new CandleAggregator(database), query));
    const { ms: theirMs, answer } = await timed(() => table.buckets(intervalSeconds, query.startTs, query.endTs));
    if (count !== answer.length) throw new Error(`30 days at ${intervalSeconds} s: found ${count} candles, DuckDB ${answer.length}`);
    ours.push(ms);
    theirs.push(theirMs);
  }
  const name = `${DAYS} days at ${intervalSeconds} s`;
  return row({ id: 'P5', name, unit: 'ms', ours: median(ours), yardstick: median(theirs), rule: 'ratio <=', target: 1 });
}

export async function countCandles(
  aggregator: CandleAggregator,
  query: Parameters<CandleAggregator['iterateAggregatedCandles']>[0],
): Promise<number> {
  let count = 0;
  for await (const _candle of aggregator.iterateAggregatedCandles(query)) count += 1;
  return count;
}

/** P6: the first call fills the cache, the second finds it. */
async function repeatedRow(database: CandleDatabase, intervalSeconds: number): Promise<BenchmarkRow> {
  const query = { symbol: SYMBOL, startTs: FIRST_DAY_MS, endTs: FIRST_DAY_MS + DAY_MS, intervalSeconds };
  const first: number[] = [];
  const second: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const aggregator = new CandleAggregator(database);
    first.push((await timed(() => aggregator.getAggregatedCandles(query))).ms);
    second.push((await timed(() => aggregator.getAggregatedCandles(query))).ms);
  }
  const name = `the same day again at ${intervalSeconds} s (first call)`;
  return row({ id: 'P6', name, unit: 'ms', ours: median(second), yardstick: median(first), rule: 'ratio <=', target: 0.2 });
}

/** Not a target of its own: what the same day costs whoever asks the file by SQL. */
async function sqlRow(database: CandleDatabase, path: string): Promise<BenchmarkRow> {
  const startTs = FIRST_DAY_MS + DAY_MS;
  const query = { symbol: SYMBOL, startTs, endTs: startTs + DAY_MS, intervalSeconds: 5 };
  const sql = await PlainSql.open(path);
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push((await timed(() => new CandleAggregator(database).getAggregatedCandles(query))).ms);
      const { ms, answer } = await timed(() => sql.buckets(1, query.intervalSeconds, query.startTs, query.endTs));
      if (answer.length === 0) throw new Error('plain SQL: found no bucket');
      theirs.push(ms);
    }
    return row({
      id: 'P3-sql',
      name: '1 day at 5 s (SQL alone)',
      unit: 'ms',
      ours: median(ours),
      yardstick: median(theirs),
      rule: 'ratio <=',
      target: 1,
    });
  } finally {
    await sql.close();
  }
}

/** P5's memory and longest block: the month is read by a process that does nothing else. */
function monthAlone(path: string): BenchmarkRow[] {
  const program = join(__dirname, 'read-month.js');
  const [maxRssMb = 0, longestMs = 0] = execFileSync(process.execPath, [program, path, SYMBOL, String(DAYS)], { encoding: 'utf8' })
    .trim()
    .split(' ')
    .map(Number);
  return [
    row({
      id: 'P5',
      name: 'RSS of a process that reads 30 days at 5 s',
      unit: 'MB',
      ours: maxRssMb,
      yardstick: 300,
      rule: 'ours <=',
      target: 300,
    }),
    row({ id: 'P5', name: 'longest event-loop block meanwhile', unit: 'ms', ours: longestMs, yardstick: 10, rule: 'ours <=', target: 10 }),
  ];
}

function checkSame(
  ours: Awaited<ReturnType<CandleAggregator['getAggregatedCandles']>>,
  theirs: readonly Bucket[],
  intervalSeconds: number,
): void {
  if (ours.length !== theirs.length)
    throw new Error(`1 day at ${intervalSeconds} s: found ${ours.length} candles, DuckDB ${theirs.length}`);
  theirs.forEach(([labelS, open, high, low, close, volume], index) => {
    const candle = ours[index];
    const isSame =
      candle !== undefined &&
      candle.timestamp === labelS * 1000 &&
      candle.open === open &&
      candle.high === high &&
      candle.low === low &&
      candle.close === close &&
      // A sum of doubles is off by its last bits; ours is exact.
      Math.abs(candle.volume - volume) <= 1e-9 * Math.max(1, volume);
    if (!isSame)
      throw new Error(
        `bucket ${labelS} of ${intervalSeconds} s: found ${JSON.stringify(candle)}, DuckDB ${[open, high, low, close, volume].join(' ')}`,
      );
  });
}
