import { ManualClock } from '@prate/execution-interface/testing';
import { join } from 'node:path';
import { type CandleRange, CandleAggregator, InMemoryCandleStore, type MinutePut, type PutReport, type StoredMinute } from '../../src';
import { importMinutes, minuteTable, openCandleFile, writeParquetFile, writeTextFile } from '../../src/files';

// Writes many minutes to a Parquet file and a compressed CSV file, reads both back, and prints by how much the process grew meanwhile.
const [folder = '', asked = '0'] = process.argv.slice(2);
const COUNT = Number(asked);
const START_MS = 1_262_304_000_000;
const SYMBOL = 'BTC_USDT';

/** Makes its minutes when they are asked for, and forgets what it is given: only files can take memory here. */
class EndlessStore extends InMemoryCandleStore {
  override async minuteRecords({ startTs, endTs }: CandleRange): Promise<StoredMinute[]> {
    const records: StoredMinute[] = [];
    for (let timeMs = startTs; timeMs < endTs; timeMs += 60_000) records.push(minuteAt(timeMs));
    return records;
  }

  override async putMinutes({ minutes }: MinutePut): Promise<PutReport> {
    return { inserted: minutes.length, updated: 0, unchanged: 0, refused: 0, secondsWritten: 0, revised: [] };
  }
}

function minuteAt(timeMs: number): StoredMinute {
  const open = 290_000 + ((timeMs / 60_000) % 977);
  return {
    openTimeS: timeMs / 1000,
    open,
    high: open + 50,
    low: open - 50,
    close: open + ((timeMs / 60_000) % 31),
    priceGrid: { step: 1, scale: 1 },
    volume: (timeMs / 60_000) % 5_000,
    volumeGrid: { step: 1, scale: 4 },
    turnover: '123.45',
    flags: 0,
    isFinal: true,
    revision: 0,
    profile: { method: 'bridge@1', seed: 1 },
    receivedAtMs: timeMs,
  };
}

async function main(): Promise<void> {
  const store = new EndlessStore();
  const range = { symbol: SYMBOL, startTs: START_MS, endTs: START_MS + COUNT * 60_000 };
  const parquetPath = join(folder, 'many.parquet');
  const csvPath = join(folder, 'many.csv.gz');
  // What was loaded and compiled once is no growth.
  const first = { ...range, endTs: START_MS + 20_000 * 60_000 };
  const nowMs = START_MS + 86_400_000 * 40_000;
  const aggregator = new CandleAggregator(store, { clock: new ManualClock(nowMs) });
  await writeParquetFile(parquetPath, minuteTable(store, first));
  await writeTextFile(csvPath, minuteTable(store, first), 'csv');
  await importMinutes(await openCandleFile(csvPath, 'csv'), aggregator, { symbol: SYMBOL, serverTimeMs: nowMs });
  const before = process.memoryUsage().rss;
  const written = await writeParquetFile(parquetPath, minuteTable(store, range));
  await writeTextFile(csvPath, minuteTable(store, range), 'csv');
  const imported = await importMinutes(await openCandleFile(csvPath, 'csv'), aggregator, { symbol: SYMBOL, serverTimeMs: nowMs });
  const grownMb = (process.memoryUsage().rss - before) / 2 ** 20;

  const { asyncBufferFromFile, parquetReadObjects } = await import('hyparquet');
  const file = await asyncBufferFromFile(parquetPath);
  const rowStart = Math.max(0, COUNT - 2_000);
  const objects = await parquetReadObjects({ file, rowStart, rowEnd: COUNT });
  const isSame = objects.length === COUNT - rowStart && objects.every((row, index) => isRow(row, START_MS + (rowStart + index) * 60_000));
  process.stdout.write(`${JSON.stringify({ asked: COUNT, rows: written.rows, imported: imported.inserted, isSame, grownMb })}\n`);
}

function isRow(row: Record<string, unknown>, timeMs: number): boolean {
  const { open, volume } = minuteAt(timeMs);
  const { symbol, timestamp, turnover, contracts, seed } = row;
  return (
    symbol === SYMBOL &&
    timestamp instanceof Date &&
    timestamp.getTime() === timeMs &&
    row['open'] === open / 10 &&
    row['volume'] === volume / 10_000 &&
    turnover === '123.45' &&
    (contracts === null || contracts === undefined) &&
    seed === 1
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
