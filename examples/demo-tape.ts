/**
 * A recorded day through the whole house: file -> simulator -> REST klines -> candle job -> SQLite -> aggregation.
 *
 *     npm run demo:tape -- path/to/minutes.csv [--database candles.db]
 *
 * Afterwards every minute is rebuilt from its stored seconds by the few lines below, which share nothing with the library, and compared
 * with the file, digit for digit.
 */
import { CandleAggregator, type SecondCandle, ingestMinutes } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { SystemClock, decimal } from '@prate/execution-interface';
import { add } from '@prate/execution-interface/decimal';
import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { contractForTape, startMexcSimulator } from '@prate/mexc-simulator';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type TapeRow, readTape } from './read-tape';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Whether the seconds of one minute give back its recorded prices and volume, exactly. */
function isExact(row: TapeRow, seconds: readonly SecondCandle[]): boolean {
  const traded = seconds.filter(({ volume }) => volume > 0);
  const counted = traded.length > 0 ? traded : seconds;
  return (
    seconds.length === 60 &&
    counted[0]?.open === Number(row.open) &&
    counted.at(-1)?.close === Number(row.close) &&
    Math.max(...counted.map(({ high }) => high)) === Number(row.high) &&
    Math.min(...counted.map(({ low }) => low)) === Number(row.low) &&
    seconds.reduce((sum, { volume }) => add(sum, decimal(volume)), decimal(0)) === decimal(row.volume)
  );
}

async function countExact(aggregator: CandleAggregator, symbol: string, rows: readonly TapeRow[]): Promise<number> {
  let exact = 0;
  let next = 0;
  while (next < rows.length) {
    const startTs = (rows[next] as TapeRow).openTimeMs;
    const endTs = startTs + HOUR_MS;
    const seconds = await aggregator.getSecondCandles({ symbol, startTs, endTs });
    const byMinute = new Map<number, SecondCandle[]>();
    for (const second of seconds) {
      const minute = second.timestamp - (second.timestamp % MINUTE_MS);
      byMinute.set(minute, [...(byMinute.get(minute) ?? []), second]);
    }
    for (; next < rows.length && (rows[next] as TapeRow).openTimeMs < endTs; next += 1) {
      const row = rows[next] as TapeRow;
      if (isExact(row, byMinute.get(row.openTimeMs) ?? [])) exact += 1;
    }
  }
  return exact;
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { database: { type: 'string' } } });
  const path = positionals[0];
  if (path === undefined || positionals.length > 1) {
    console.error(`demo-tape: found ${positionals.length} files, expected one: npm run demo:tape -- minutes.csv [--database candles.db]`);
    process.exitCode = 2;
    return true;
  }
  const { rows, symbol, noisyRows } = await readTape(path);
  const first = (rows[0] as TapeRow).openTimeMs;
  const end = (rows.at(-1) as TapeRow).openTimeMs + MINUTE_MS;
  const contract = contractForTape(symbol, rows);
  console.log(`tape: ${path}: ${rows.length} minutes of ${symbol} from ${new Date(first).toISOString()} to ${new Date(end).toISOString()}`);
  if (noisyRows > 0) console.log(`tape: ${noisyRows} rows carry more than 15 significant digits (sums of doubles) and are read at 15`);

  const scratch = await mkdtemp(join(tmpdir(), 'prate-tape-'));
  // The exchange believes that the recorded day has just ended.
  const afterwards = { nowMs: () => end + MINUTE_MS };
  const simulator = await startMexcSimulator({ contracts: [contract], tapes: [{ symbol, minutes: rows }], clock: afterwards });
  const db = await CandleDatabase.open(values.database === undefined ? join(scratch, 'candles.db') : resolve(values.database));
  try {
    const aggregator = new CandleAggregator(db);
    const marketData = MexcFuturesMarketData.create({ baseUrl: simulator.restUrl });
    const clock = new SystemClock();
    const startedMs = clock.nowMs();
    const report = await ingestMinutes({ symbol, fromMs: first, toMs: end }, { marketData, aggregator, store: db });
    const missing = report.gaps.reduce((sum, gap) => sum + (gap.to - gap.from) / MINUTE_MS, 0);
    console.log(
      `candle job: ${report.minutesIn} minutes in, ${report.rowsStored} rows stored, ` +
        `${report.gaps.length} gaps (${missing} minutes without a trade), ${clock.nowMs() - startedMs} ms`,
    );
    const exact = await countExact(aggregator, symbol, rows);
    const { seconds } = await db.stats();
    console.log('first five 5 s candles (time, open, high, low, close, volume, origin):');
    const candles = await aggregator.getAggregatedCandles({ symbol, startTs: first, endTs: first + 25_000, intervalSeconds: 5 });
    for (const { timestamp, open, high, low, close, volume, origin } of candles) {
      console.log(`  ${new Date(timestamp).toISOString()}  ${open}  ${high}  ${low}  ${close}  ${volume}  ${origin}`);
    }
    console.log(`tape: ${report.minutesIn} minutes, ${seconds} seconds stored, ${exact} of ${rows.length} minutes exact`);
    return exact === rows.length && report.minutesIn === rows.length;
  } finally {
    await db.close();
    await simulator.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

main().then(
  (isAllExact) => {
    if (!isAllExact) process.exitCode = 1;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? `demo-tape: ${error.message}` : error);
    process.exitCode = 1;
  },
);
