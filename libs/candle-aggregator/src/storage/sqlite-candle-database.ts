import type { Clock } from '@prate/execution-interface';
import { Slots, SystemClock, WriteLock } from '@prate/execution-interface';
import { FileLock, prepareFile, reasonOf } from '@prate/execution-interface/sqlite';
import { stat } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import type { CandleSeries } from '../candle-series';
import {
  type CandleRange,
  CandleStore,
  type DifferenceRecord,
  type MinutePut,
  type MinuteRevision,
  type OmissionNote,
  type OmissionReport,
  type PrunePolicy,
  type PruneReport,
  type PutReport,
  type RebuildReport,
  type SecondsPut,
  type SecondsReport,
  type SecondsWithdrawal,
  type StoreStats,
  type SymbolOverview,
  type TimeRange,
  type VerifyReport,
  type WithdrawalReport,
} from '../candle-store';
import { lastSettledMs } from '../check-minutes';
import { CandleStoreError } from '../errors';
import { type JobLeases, type WriteFence, checkFence } from '../jobs/job-leases';
import type { StoredMinute } from '../minute';
import type { ObservedSecond } from '../observed/observed-second';
import { DEFAULT_SERIES, type SeriesName } from '../series-name';
import { type Statement, openWriter, statementsOn } from './data-sources';
import { JobLeaseStore } from './job-lease-store';
import { type MinuteRow, SELECT_MINUTES, toStoredMinute } from './minute-rows';
import { PackedHours } from './packed-hours';
import { pruneCandles } from './prune-candles';
import { readMinutes, readSeconds } from './read-candles';
import { SELECT_FIRST_KNOWN, SELECT_HOLES, SELECT_STATS, SELECT_WATERMARK } from './read-coverage';
import { readDifferences, readObserved, readRevisions, readStamps } from './read-logs';
import { readOverview } from './read-overview';
import { readMinutesWithTurnover, readSecondsWithTurnover } from './read-turnover';
import { Readers } from './readers';
import { rebuildMinutes } from './rebuild-minutes';
import { END_ALL_LEASES, SELECT_LEASE_TOKEN, SQLITE_JOB_LEASES } from './sqlite-job-leases';
import { CANDLE_FILE, SCHEMA_VERSION, inspectCandleFile } from './sqlite-files';
import { toStoreError } from './store-failure';
import type { StoreMode } from './store-mode';
import { verifyCandles } from './verify-candles';
import { writeMinutes } from './write-minutes';
import { writeOmissions } from './write-omissions';
import { writeSeconds } from './write-seconds';
import { writeWithdrawal } from './write-withdrawal';

export interface SqliteCandleOptions {
  /** A file holds one mode for ever; without this option any file is taken, and a new one stays unspecified. */
  readonly mode?: StoreMode;
  /** Turns at SQLite; `Slots.shared`, two for the whole process, by default. */
  readonly slots?: Slots;
  /** The machine's clock by default. */
  readonly clock?: Clock;
}

/** The candle store in one SQLite file, over TypeORM. One writing connection, a reading one for each reader at once; one owner a file. */
export class SqliteCandleDatabase extends CandleStore {
  /** In the same file. */
  readonly leases: JobLeases;
  private readonly writeLock = new WriteLock();
  private readonly readers: Readers;
  private readonly packedHours: PackedHours;
  private closing: Promise<void> | undefined;

  private constructor(
    /** Where the file really lies. */
    readonly path: string,
    readonly mode: StoreMode | 'unspecified',
    private readonly clock: Clock,
    private readonly slots: Slots,
    private readonly lock: FileLock,
    private readonly writer: DataSource,
    private readonly fileId: number,
  ) {
    super();
    this.leases = new JobLeaseStore(SQLITE_JOB_LEASES, (operation, sql, parameters) =>
      this.transaction(operation, undefined, (statement) => statement(sql, parameters)),
    );
    this.readers = new Readers(path, slots);
    this.packedHours = new PackedHours((work) => this.transaction('packHours', undefined, work), clock);
  }

  /**
   * Opens the file, or makes it with its folders, and brings an older one up to date. Nothing of it is changed when it is refused.
   *
   * @throws {CandleStoreError} `not-writable`, `corrupt`, `in-use`, `newer-version`, `other-mode` or `io`; the message says what to do
   */
  static async open(path: string, options: SqliteCandleOptions = {}): Promise<SqliteCandleDatabase> {
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
      await slots.run(() => writer.query(END_ALL_LEASES));
      return new SqliteCandleDatabase(file, actual, clock, slots, lock, writer, (await stat(file)).ino);
    } catch (error) {
      for (const source of opened) await source.destroy();
      await lock.release();
      throw toStoreError(error, 'open', file);
    }
  }

  /** @throws {CandleStoreError} nothing was stored */
  async putMinutes(put: MinutePut): Promise<PutReport> {
    return await this.transaction('putMinutes', put.fence, (statement) => writeMinutes(put, statement));
  }

  /** @throws {CandleStoreError} nothing was stored */
  async putSeconds(put: SecondsPut): Promise<SecondsReport> {
    return await this.transaction('putSeconds', put.fence, (statement) => writeSeconds(put, statement));
  }

  /** @throws {CandleStoreError} nothing was changed */
  async withdrawSeconds(withdrawal: SecondsWithdrawal): Promise<WithdrawalReport> {
    return await this.transaction('withdrawSeconds', withdrawal.fence, (statement) => writeWithdrawal(withdrawal, statement));
  }

  async noteOmitted(note: OmissionNote): Promise<OmissionReport> {
    return await this.transaction('noteOmitted', note.fence, (statement) => writeOmissions(note, statement));
  }

  minutes(range: CandleRange): AsyncIterable<CandleSeries> {
    return this.snapshot('minutes', (statement) =>
      range.turnover === true ? readMinutesWithTurnover(range, statement) : readMinutes(range, statement),
    );
  }

  /** Whole hours that had to be read from rows are packed behind the answer. */
  async *seconds(range: CandleRange): AsyncIterable<CandleSeries> {
    const { symbol, series = DEFAULT_SERIES, turnover } = range;
    if (turnover === true) {
      yield* this.snapshot('seconds', (statement) => readSecondsWithTurnover(range, statement));
      return;
    }
    const unpacked = this.packedHours.begin({ symbol, series });
    yield* this.snapshot('seconds', (statement) => readSeconds(range, statement, (hour) => unpacked.add(hour)));
    unpacked.keepLater();
  }

  async minuteRecords({ symbol, series = DEFAULT_SERIES, startTs, endTs }: CandleRange): Promise<readonly StoredMinute[]> {
    const rows = await this.read<MinuteRow>('minuteRecords', SELECT_MINUTES, [
      ...[symbol, series, Math.ceil(startTs / 1000), Math.ceil(endTs / 1000) - 1],
    ]);
    return rows.map(toStoredMinute);
  }

  async observedSeconds(range: CandleRange): Promise<readonly ObservedSecond[]> {
    return await readObserved(range, (sql, parameters) => this.read('observedSeconds', sql, parameters ?? []));
  }

  async missing(symbol: string, startTs: number, endTs: number, series: SeriesName = DEFAULT_SERIES): Promise<TimeRange[]> {
    const endS = Math.min(Math.floor(endTs / 60_000) * 60, lastSettledMs(this.clock.nowMs()) / 1000);
    const [first] = await this.read<{ first_s: number | null }>('missing', SELECT_FIRST_KNOWN, [symbol, series]);
    if (typeof first?.first_s !== 'number') return [];
    const startS = Math.max(Math.ceil(startTs / 60_000) * 60, first.first_s);
    if (endS <= startS) return [];
    const holes = await this.read<{ from_s: number; to_s: number }>('missing', SELECT_HOLES, [symbol, series, startS, endS]);
    return holes.map((hole) => ({ from: hole.from_s * 1000, to: hole.to_s * 1000 }));
  }

  async watermark(symbol: string, series: SeriesName = DEFAULT_SERIES): Promise<number | undefined> {
    const [row] = await this.read<{ watermark_s: number | null }>('watermark', SELECT_WATERMARK, [symbol, series]);
    return typeof row?.watermark_s === 'number' ? row.watermark_s * 1000 : undefined;
  }

  async overview(startTs: number, endTs: number, series: SeriesName = DEFAULT_SERIES): Promise<readonly SymbolOverview[]> {
    const settledS = lastSettledMs(this.clock.nowMs()) / 1000;
    return await readOverview({ series, startTs, endTs, settledS }, (sql, parameters) => this.read('overview', sql, parameters ?? []));
  }

  async revisions(range: CandleRange): Promise<readonly MinuteRevision[]> {
    return await readRevisions(range, (sql, parameters) => this.read('revisions', sql, parameters ?? []));
  }

  async differences(range: CandleRange): Promise<readonly DifferenceRecord[]> {
    return await readDifferences(range, (sql, parameters) => this.read('differences', sql, parameters ?? []));
  }

  async hourStamps(range: CandleRange): Promise<ReadonlyMap<number, number>> {
    return await readStamps(range, (sql, parameters) => this.read('hourStamps', sql, parameters ?? []));
  }

  async packHours(range: CandleRange): Promise<number> {
    const { symbol, series = DEFAULT_SERIES } = range;
    const unpacked = this.packedHours.begin({ symbol, series });
    let packed = 0;
    for await (const _ of this.snapshot('packHours', (statement) => readSeconds(range, statement, (hour) => unpacked.add(hour)))) {
      // Few at a time, so that a long range does not stand in memory.
      if (unpacked.size >= 24) packed += await unpacked.keep();
    }
    return packed + (await unpacked.keep());
  }

  async prune(policy: PrunePolicy): Promise<PruneReport> {
    return await pruneCandles(policy, (work) => this.transaction('prune', policy.fence, work));
  }

  async verify(range: CandleRange): Promise<VerifyReport> {
    for await (const report of this.snapshot('verify', (statement) => verifyCandles(range, statement))) return report;
    throw new CandleStoreError('io', `verify of ${this.path}: found no answer, expected one`);
  }

  async rebuild(range: CandleRange): Promise<RebuildReport> {
    return await rebuildMinutes(range, this.clock.nowMs(), (work) => this.transaction('rebuild', undefined, work));
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

  /** Waits for the writes that were handed in and for statements at work, then lets go of the file. Later calls fail with `closed`. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    await this.writeLock.drained();
    await this.readers.close();
    await this.slots.run(async () => {
      await this.writer.destroy();
      await this.lock.release();
    });
  }

  /** All of it or nothing. A fence is checked in the same transaction. */
  private async transaction<Result>(
    operation: string,
    fence: WriteFence | undefined,
    work: (statement: Statement) => Promise<Result>,
  ): Promise<Result> {
    this.checkOpen(operation);
    return await this.writeLock.run(async () => {
      const statement = statementsOn(this.writer.createQueryRunner(), this.slots);
      try {
        await statement('BEGIN IMMEDIATE');
        try {
          await checkWriter(fence, statement);
          const result = await work(statement);
          await statement('COMMIT');
          return result;
        } catch (error) {
          await rollBack(statement);
          throw error;
        }
      } catch (error) {
        throw toStoreError(error, operation, this.path);
      }
    });
  }

  private async *snapshot<Item>(operation: string, work: (statement: Statement) => AsyncIterable<Item>): AsyncIterable<Item> {
    this.checkOpen(operation);
    try {
      yield* this.readers.snapshot(work);
    } catch (error) {
      this.checkOpen(operation);
      throw toStoreError(error, operation, this.path);
    }
  }

  private async read<Row>(operation: string, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    this.checkOpen(operation);
    try {
      return await this.readers.read<Row>(sql, parameters);
    } catch (error) {
      this.checkOpen(operation);
      throw toStoreError(error, operation, this.path);
    }
  }

  private checkOpen(operation: string): void {
    if (this.closing === undefined) return;
    throw new CandleStoreError('closed', `${operation} of ${this.path}: found the database closed, expected to be called before close()`);
  }
}

/** @throws {CandleStoreError} `stale-writer` */
async function checkWriter(fence: WriteFence | undefined, statement: Statement): Promise<void> {
  if (fence === undefined) return;
  const [row] = await statement<{ token: number }>(SELECT_LEASE_TOKEN, [fence.lease]);
  checkFence(fence, row?.token);
}

async function rollBack(statement: Statement): Promise<void> {
  try {
    await statement('ROLLBACK');
  } catch (error) {
    // A full disk or a broken file ends the transaction by itself.
    if (!reasonOf(error).includes('no transaction is active')) throw error;
  }
}
