import type { Clock } from '@prate/execution-interface';
import { Slots, SystemClock, WriteLock } from '@prate/execution-interface';
import { FileLock, prepareFile, reasonOf } from '@prate/execution-interface/sqlite';
import { stat } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import type { CandleSeries } from '../candle-series';
import { type CandleRange, CandleStore, type MinutePut, type PutReport, type StoreStats, type TimeRange } from '../candle-store';
import { lastSettledMs } from '../check-minutes';
import { CandleStoreError } from '../errors';
import type { StoredMinute } from '../minute';
import { type Statement, openReader, openWriter, statementsOn } from './data-sources';
import { type MinuteRow, SELECT_MINUTES, toStoredMinute } from './minute-rows';
import {
  MINUTES_SLICE_S,
  SECONDS_SLICE_S,
  SELECT_MINUTES_SLICE,
  SELECT_SECONDS_SLICE,
  type SecondsSliceRow,
  type SliceRow,
  decodeMinutes,
  decodeSeconds,
} from './read-candles';
import { SELECT_FIRST_KNOWN, SELECT_HOLES, SELECT_STATS, SELECT_WATERMARK } from './read-coverage';
import { CANDLE_FILE, SCHEMA_VERSION, inspectCandleFile } from './sqlite-files';
import { toStoreError } from './store-failure';
import type { StoreMode } from './store-mode';
import { writeMinutes } from './write-minutes';

export interface CandleDatabaseOptions {
  /** Where the data comes from. A file holds one mode for ever; without this option any file is taken, and a new one stays unspecified. */
  readonly mode?: StoreMode;
  /** Turns at SQLite; `Slots.shared`, two for the whole process, by default. */
  readonly slots?: Slots;
  /** Says which minutes are over, for {@link CandleDatabase.missing}; the machine's clock by default. */
  readonly clock?: Clock;
}

/** The candle store in one SQLite file, over TypeORM. One writing and one reading connection; one owner a file. */
export class CandleDatabase extends CandleStore {
  private readonly writeLock = new WriteLock();
  private readonly readQueue = new Slots(1);
  private closing: Promise<void> | undefined;

  private constructor(
    /** Where the file really lies. */
    readonly path: string,
    readonly mode: StoreMode | 'unspecified',
    private readonly clock: Clock,
    private readonly slots: Slots,
    private readonly lock: FileLock,
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly fileId: number,
  ) {
    super();
  }

  /**
   * Opens the file, or makes it with its folders. Nothing of it is changed when it is refused.
   *
   * @throws {CandleStoreError} `not-writable`, `corrupt`, `in-use`, `newer-version`, `other-mode` or `io`; the message says what to do
   */
  static async open(path: string, options: CandleDatabaseOptions = {}): Promise<CandleDatabase> {
    const { mode, slots = Slots.shared, clock = new SystemClock() } = options;
    if (typeof path !== 'string' || path === '' || path === ':memory:') {
      const found = path === '' ? 'an empty path' : String(path);
      throw new CandleStoreError(
        'not-writable',
        `open: found ${found}, expected the path of a file; for tests there is InMemoryCandleStore`,
      );
    }
    let file: string = path;
    let lock: FileLock;
    try {
      file = await prepareFile(path);
      lock = await slots.run(() => FileLock.acquire(file, CANDLE_FILE));
    } catch (error) {
      throw toStoreError(error, 'open', file);
    }
    const opened: DataSource[] = [];
    try {
      const stored = await slots.run(() => inspectCandleFile(file, mode));
      const writer = await slots.run(() => openWriter(file));
      opened.push(writer);
      await slots.run(() => writer.runMigrations({ transaction: 'all' }));
      const actual = stored ?? mode ?? 'unspecified';
      await slots.run(() =>
        writer.query(
          'INSERT INTO store_meta (key, value) VALUES (?1, ?2), (?3, ?4) ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value',
          [...['schema_version', String(SCHEMA_VERSION), 'mode', actual]],
        ),
      );
      const reader = await slots.run(() => openReader(file));
      opened.push(reader);
      return new CandleDatabase(file, actual, clock, slots, lock, writer, reader, (await stat(file)).ino);
    } catch (error) {
      for (const source of opened) await source.destroy();
      await lock.release();
      throw toStoreError(error, 'open', file);
    }
  }

  /** @throws {CandleStoreError} nothing was stored */
  async putMinutes(put: MinutePut): Promise<PutReport> {
    this.checkOpen('putMinutes');
    return await this.writeLock.run(async () => {
      const statement = statementsOn(this.writer.createQueryRunner(), this.slots);
      try {
        await statement('BEGIN IMMEDIATE');
        try {
          const report = await writeMinutes(put, statement);
          await statement('COMMIT');
          return report;
        } catch (error) {
          await rollBack(statement);
          throw error;
        }
      } catch (error) {
        throw toStoreError(error, 'putMinutes', this.path);
      }
    });
  }

  async *minutes(range: CandleRange): AsyncIterable<CandleSeries> {
    const endS = Math.ceil(range.endTs / 1000);
    for (let fromS = Math.ceil(range.startTs / 1000); fromS < endS;) {
      const [slice] = await this.read<SliceRow>('minutes', SELECT_MINUTES_SLICE, [range.symbol, fromS, endS, MINUTES_SLICE_S]);
      if (slice === undefined || slice.to_s === null) return;
      yield* decodeMinutes(slice);
      fromS = slice.to_s;
    }
  }

  async *seconds(range: CandleRange): AsyncIterable<CandleSeries> {
    const startS = Math.ceil(range.startTs / 1000);
    const endS = Math.ceil(range.endTs / 1000);
    for (let fromS = startS - (startS % 60); fromS < endS;) {
      const rows = await this.read<SecondsSliceRow>('seconds', SELECT_SECONDS_SLICE, [range.symbol, fromS, endS, SECONDS_SLICE_S]);
      if (rows.length === 0) return;
      yield* decodeSeconds(rows, startS, endS);
      fromS = rows[0]?.to_s ?? endS;
    }
  }

  async minuteRecords({ symbol, startTs, endTs }: CandleRange): Promise<readonly StoredMinute[]> {
    const rows = await this.read<MinuteRow>('minuteRecords', SELECT_MINUTES, [
      symbol,
      Math.ceil(startTs / 1000),
      Math.ceil(endTs / 1000) - 1,
    ]);
    return rows.map(toStoredMinute);
  }

  async missing(symbol: string, startTs: number, endTs: number): Promise<TimeRange[]> {
    const endS = Math.min(Math.floor(endTs / 60_000) * 60, lastSettledMs(this.clock.nowMs()) / 1000);
    const [first] = await this.read<{ first_s: number | null }>('missing', SELECT_FIRST_KNOWN, [symbol]);
    if (typeof first?.first_s !== 'number') return [];
    const startS = Math.max(Math.ceil(startTs / 60_000) * 60, first.first_s);
    if (endS <= startS) return [];
    const holes = await this.read<{ from_s: number; to_s: number }>('missing', SELECT_HOLES, [symbol, startS, endS]);
    return holes.map((hole) => ({ from: hole.from_s * 1000, to: hole.to_s * 1000 }));
  }

  async watermark(symbol: string): Promise<number | undefined> {
    const [row] = await this.read<{ watermark_s: number | null }>('watermark', SELECT_WATERMARK, [symbol]);
    return typeof row?.watermark_s === 'number' ? row.watermark_s * 1000 : undefined;
  }

  /** Counts every row: seconds of work on a large file. */
  async stats(): Promise<StoreStats> {
    const [row] = await this.read<Omit<StoreStats, 'bytes'>>('stats', SELECT_STATS, []);
    const sizes = await Promise.all(
      [this.path, `${this.path}-wal`].map((file) =>
        stat(file).then(
          (found) => found.size,
          () => 0,
        ),
      ),
    );
    const { minutes = 0, seconds = 0, symbols = 0 } = row ?? {};
    return { minutes, seconds, symbols, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  }

  /** Whether a write would succeed now: the file is still the one that was opened, and takes a write that is rolled back. */
  async isWritable(): Promise<boolean> {
    if (this.closing !== undefined) return false;
    return await this.writeLock.run(async () => {
      const statement = statementsOn(this.writer.createQueryRunner(), this.slots);
      try {
        if ((await stat(this.path)).ino !== this.fileId) return false;
        await statement('BEGIN IMMEDIATE');
        try {
          await statement(`UPDATE store_meta SET value = value || ' ' WHERE key = 'mode'`);
        } finally {
          await rollBack(statement);
        }
        return true;
      } catch {
        // The answer of this question is the failure; who writes next hears the reason.
        return false;
      }
    });
  }

  /** Waits for the writes and reads that were handed in, then lets go of the file. Later calls fail with `closed`. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    await this.writeLock.drained();
    await this.readQueue.run(() => Promise.resolve());
    await this.slots.run(async () => {
      await this.reader.destroy();
      await this.writer.destroy();
      await this.lock.release();
    });
  }

  private async read<Row>(operation: string, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    this.checkOpen(operation);
    // One at a time: statements on one connection would only wait for each other, each on a thread of its own.
    return await this.readQueue.run(async () => {
      try {
        return await statementsOn(this.reader.createQueryRunner(), this.slots)<Row>(sql, parameters);
      } catch (error) {
        throw toStoreError(error, operation, this.path);
      }
    });
  }

  private checkOpen(operation: string): void {
    if (this.closing === undefined) return;
    throw new CandleStoreError('closed', `${operation} of ${this.path}: found the database closed, expected to be called before close()`);
  }
}

async function rollBack(statement: Statement): Promise<void> {
  try {
    await statement('ROLLBACK');
  } catch (error) {
    // A full disk or a broken file ends the transaction by itself.
    if (!reasonOf(error).includes('no transaction is active')) throw error;
  }
}
