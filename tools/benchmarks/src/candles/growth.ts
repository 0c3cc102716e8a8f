import { join } from 'node:path';
import { CandleAggregator } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { type BenchmarkRow, row } from '../benchmark-rows';
import { countCandles } from './read-rows';
import { DAY_MS, FIRST_DAY_MS } from './seeded-day';
import { median, timed } from './timed';
import { removeDatabase, writeDays } from './write-rows';

const SYMBOLS = [1, 10, 100];
const DAYS = [1, 7, 30];
/** What a candle may cost at the largest size, against the smallest. */
const TARGET = 1.3;

/** How the cost of one candle grows: writing over 1, 10 and 100 symbols and over 1, 7 and 30 days, reading over days. */
export async function growthRows(folder: string): Promise<BenchmarkRow[]> {
  const bySymbols: number[] = [];
  for (const symbols of SYMBOLS) bySymbols.push(await writeCost(join(folder, `symbols-${symbols}.db`), symbols, 1));
  const byDays: number[] = [];
  const reads: number[] = [];
  for (const days of DAYS) {
    const path = join(folder, `days-${days}.db`);
    byDays.push(await writeCost(path, 1, days, false));
    reads.push(await readCost(path, days));
    removeDatabase(path);
  }
  return [
    grown('P1', 'ns a row written, 100 symbols (1)', bySymbols),
    grown('P1', 'ns a row written, 30 days (1)', byDays),
    grown('P3', 'ns a second read at 5 s, 30 days (1)', reads),
  ];
}

function grown(id: string, name: string, costs: readonly number[]): BenchmarkRow {
  console.log(`${id} ${name}: ${costs.map((cost) => cost.toFixed(0)).join(', ')}`);
  return row({ id: `${id}-growth`, name, unit: 'ns', ours: costs.at(-1) ?? 0, yardstick: costs[0] ?? 0, rule: 'ratio <=', target: TARGET });
}

async function writeCost(path: string, symbols: number, days: number, isRemoved = true): Promise<number> {
  const { rowsPerSecond } = await writeDays(path, symbols, days);
  if (isRemoved) removeDatabase(path);
  return 1e9 / rowsPerSecond;
}

async function readCost(path: string, days: number): Promise<number> {
  const database = await CandleDatabase.open(path);
  try {
    const query = { symbol: 'SYMBOL0_USDT', startTs: FIRST_DAY_MS, endTs: FIRST_DAY_MS + days * DAY_MS, intervalSeconds: 5 };
    const times: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      times.push((await timed(() => countCandles(new CandleAggregator(database), query))).ms);
    }
    return (median(times.slice(1)) * 1e6) / (days * 86_400);
  } finally {
    await database.close();
  }
}
