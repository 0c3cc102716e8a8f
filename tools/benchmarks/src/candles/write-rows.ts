import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CandleAggregator } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { type BenchmarkRow, row } from '../benchmark-rows';
import { EventLoopWatch } from './event-loop-watch';
import { type InsertLimit, compileInsertLimit, runInsertLimit } from './insert-limit';
import { observedBytesASecond } from './observed-bytes';
import { GRID, seededDay } from './seeded-day';
import { median } from './timed';

const SYMBOLS = 10;
const ROUNDS = 3;
const DAY_ROWS = 86_400;

export interface Written {
  readonly rowsPerSecond: number;
  readonly longestMs: number;
  readonly p99Ms: number;
}

/** P1, P2 and P7: a day of ten symbols through `processAndStore`, beside a C program that inserts the same rows with one prepared statement. */
export async function writeRows(folder: string): Promise<BenchmarkRow[]> {
  const limit = compileInsertLimit(folder);
  if ('reason' in limit) console.log(`P1 and P7 without their C yardstick: ${limit.reason}`);
  else console.log(`C yardstick: ${limit.library}`);
  await writeDays(join(folder, 'warm.db'), 3, 1);

  const ours: Written[] = [];
  const theirs: InsertLimit[] = [];
  const path = join(folder, 'days.db');
  for (let round = 0; round < ROUNDS; round += 1) {
    removeDatabase(path);
    ours.push(await writeDays(path, SYMBOLS, 1));
    if ('program' in limit) {
      removeDatabase(join(folder, 'limit.db'));
      theirs.push(runInsertLimit(limit.program, path, join(folder, 'limit.db'), 'candle_1s', DAY_ROWS));
    }
  }
  const speed = median(ours.map(({ rowsPerSecond }) => rowsPerSecond));
  const bytes = statSync(path).size / (SYMBOLS * DAY_ROWS);
  const rows = [
    row({
      id: 'P1',
      name: 'processAndStore, 10 symbols x 1 day',
      unit: 'rows/s',
      ours: speed,
      yardstick: median(theirs.map(({ rowsPerSecond }) => rowsPerSecond)),
      rule: 'ratio >=',
      target: 0.6,
    }),
    row({
      ...P2,
      name: 'longest event-loop block meanwhile',
      ours: median(ours.map(({ longestMs }) => longestMs)),
      yardstick: 10,
      target: 10,
    }),
    row({ ...P2, name: 'p99 wait of a 1 ms timer meanwhile', ours: median(ours.map(({ p99Ms }) => p99Ms)), yardstick: 3, target: 3 }),
  ];
  if (!('program' in limit)) return rows.slice(1);
  removeDatabase(join(folder, 'real.db'));
  const real = runInsertLimit(limit.program, path, join(folder, 'real.db'), 'candle_1s', DAY_ROWS, true);
  return [
    ...rows,
    row({
      id: 'P7',
      name: 'bytes on disk a second, all tables (REAL rows)',
      unit: 'bytes',
      ours: bytes,
      yardstick: real.bytesPerRow,
      rule: 'ours <=',
      target: 40,
    }),
    // What was seen is kept beside what is served, packed: it may take no more than plain rows of what is served alone.
    row({
      id: 'P7-observed',
      name: 'the same of days that were seen whole, live (REAL rows)',
      unit: 'bytes',
      ours: await observedBytesASecond(join(folder, 'observed.db')),
      yardstick: real.bytesPerRow,
      rule: 'ratio <=',
      target: 1,
    }),
  ];
}

const P2 = { id: 'P2', unit: 'ms', rule: 'ours <=' } as const;

/** Days of symbols into a fresh file, a call of `processAndStore` each; the file is packed and closed afterwards, outside the time. */
export async function writeDays(path: string, symbols: number, days: number): Promise<Written> {
  const database = await CandleDatabase.open(path);
  const aggregator = new CandleAggregator(database);
  const waitsMs: number[] = [];
  let ns = 0n;
  let waits = { longestMs: 0, p99Ms: 0 };
  for (let symbol = 0; symbol < symbols; symbol += 1) {
    for (let day = 0; day < days; day += 1) {
      const minutes = seededDay(symbol, day);
      const watch = new EventLoopWatch(waitsMs);
      const startedNs = process.hrtime.bigint();
      await aggregator.processAndStore(minutes, `SYMBOL${symbol}_USDT`, { instrument: GRID });
      ns += process.hrtime.bigint() - startedNs;
      waits = watch.stop();
    }
  }
  await database.close();
  return { rowsPerSecond: (symbols * days * DAY_ROWS) / (Number(ns) / 1e9), ...waits };
}

export function removeDatabase(path: string): void {
  for (const end of ['', '-wal', '-shm', '.lock']) rmSync(`${path}${end}`, { force: true });
}
