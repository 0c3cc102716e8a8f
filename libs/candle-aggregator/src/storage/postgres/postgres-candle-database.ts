import { type Clock, SystemClock } from '@prate/execution-interface';
import type { CandleSeries } from '../../candle-series';
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
} from '../../candle-store';
import { lastSettledMs } from '../../check-minutes';
import { type JobLeases, type WriteFence, checkFence } from '../../jobs/job-leases';
import type { StoredMinute } from '../../minute';
import type { ObservedSecond } from '../../observed/observed-second';
import { closeOf } from '../../plan-minute-writes';
import { observedBeforeS } from '../../prune-limits';
import { PrunedList, withoutObserved } from '../../pruned-minutes';
import { DEFAULT_SERIES, type SeriesName } from '../../series-name';
import { servedSeconds } from '../../served-seconds';
import { FaultList, secondsFaults } from '../../stored-faults';
import { JobLeaseStore } from '../job-lease-store';
import type { StoreMode } from '../store-mode';
import { dropEmptyChunks } from './drop-empty-chunks';
import type { TimescaleUse } from './make-hypertables';
import { LOCK_LEASE_TOKEN, POSTGRES_JOB_LEASES } from './postgres-job-leases';
import { PostgresShelf } from './postgres-shelf';
import { PostgresSource, type PostgresSourceOptions, type PostgresStatement } from './postgres-source';
import { readOverview } from './read-overview';
import { type ShelfRange, finalPages, readMinutes, readSeconds } from './read-shelf';
import { withdrawSeconds, writeMinutes, writeOmissions, writeSeconds } from './write-shelf';

const DAY_S = 86_400;
const MINUTES_A_PAGE = 60;

export interface PostgresCandleOptions extends PostgresSourceOptions {
  readonly clock?: Clock;
}

interface Key {
  readonly symbol: string;
  readonly series?: SeriesName;
}

/**
 * The candle store in a schema of a PostgreSQL database, shared by processes. It keeps minutes and what was observed of them; all other seconds
 * are made when they are read, the same ones every time, so there is nothing to pack and nothing that can be old.
 */
export class PostgresCandleDatabase extends CandleStore {
  /** In the same database. */
  readonly leases: JobLeases;
  private readonly knownIds = new Map<string, number>();

  private constructor(
    private readonly source: PostgresSource,
    private readonly clock: Clock,
  ) {
    super();
    this.leases = new JobLeaseStore(POSTGRES_JOB_LEASES, (operation, sql, parameters) => source.single(operation, sql, parameters));
  }

  /**
   * Opens the schema, or makes it with its tables.
   *
   * @throws {CandleStoreError} `not-writable`, `newer-version`, `other-mode` or `io`; the message says what to do
   */
  static async open(url: string, options: PostgresCandleOptions = {}): Promise<PostgresCandleDatabase> {
    return new PostgresCandleDatabase(await PostgresSource.open(url, options), options.clock ?? new SystemClock());
  }

  /** Address and schema, without a secret. */
  get path(): string {
    return this.source.where;
  }

  get mode(): StoreMode | 'unspecified' {
    return this.source.mode;
  }

  get timescale(): TimescaleUse {
    return this.source.timescale;
  }

  putMinutes(put: MinutePut): Promise<PutReport> {
    return this.write('putMinutes', put, (shelf) => writeMinutes(shelf, put));
  }

  putSeconds(put: SecondsPut): Promise<SecondsReport> {
    return this.write('putSeconds', put, (shelf) => writeSeconds(shelf, put));
  }

  withdrawSeconds(withdrawal: SecondsWithdrawal): Promise<WithdrawalReport> {
    return this.write('withdrawSeconds', withdrawal, (shelf) => withdrawSeconds(shelf, withdrawal));
  }

  noteOmitted(note: OmissionNote): Promise<OmissionReport> {
    return this.write('noteOmitted', note, (shelf) => writeOmissions(shelf, note));
  }

  minutes(range: CandleRange): AsyncIterable<CandleSeries> {
    return this.slices('minutes', range, (shelf) => readMinutes(shelf, shelfRangeOf(range)));
  }

  seconds(range: CandleRange): AsyncIterable<CandleSeries> {
    return this.slices('seconds', range, (shelf) => readSeconds(shelf, shelfRangeOf(range)));
  }

  minuteRecords(range: CandleRange): Promise<readonly StoredMinute[]> {
    return this.read('minuteRecords', range, (shelf) => shelf.minutes(...secondsOf(range)));
  }

  observedSeconds(range: CandleRange): Promise<readonly ObservedSecond[]> {
    return this.read('observedSeconds', range, async (shelf) =>
      [...(await shelf.observed(...secondsOf(range))).values()].flatMap((minute) => minute.seconds),
    );
  }

  missing(symbol: string, startTs: number, endTs: number, series?: SeriesName): Promise<TimeRange[]> {
    return this.read('missing', { symbol, ...(series === undefined ? {} : { series }) }, async (shelf) => {
      const firstS = await shelf.firstMinuteS();
      if (firstS === undefined) return [];
      const fromS = Math.max(Math.ceil(startTs / 60_000) * 60, firstS);
      const toS = Math.min(Math.floor(endTs / 60_000) * 60, lastSettledMs(this.clock.nowMs()) / 1000);
      if (toS <= fromS) return [];
      return (await shelf.holes(fromS, toS)).map((hole) => ({ from: hole.fromS * 1000, to: hole.toS * 1000 }));
    });
  }

  watermark(symbol: string, series?: SeriesName): Promise<number | undefined> {
    return this.read('watermark', { symbol, ...(series === undefined ? {} : { series }) }, async (shelf) => {
      const firstS = await shelf.firstMinuteS();
      return firstS === undefined ? undefined : (await shelf.watermarkS(firstS)) * 1000;
    });
  }

  overview(startTs: number, endTs: number, series: SeriesName = DEFAULT_SERIES): Promise<readonly SymbolOverview[]> {
    const settledS = lastSettledMs(this.clock.nowMs()) / 1000;
    return this.source.snapshot('overview', (statement) => readOverview({ series, startTs, endTs, settledS }, statement));
  }

  revisions(range: CandleRange): Promise<readonly MinuteRevision[]> {
    return this.read('revisions', range, (shelf) => shelf.revisions(...secondsOf(range)));
  }

  differences(range: CandleRange): Promise<readonly DifferenceRecord[]> {
    return this.read('differences', range, (shelf) => shelf.differences(...secondsOf(range)));
  }

  hourStamps(range: CandleRange): Promise<ReadonlyMap<number, number>> {
    return this.read('hourStamps', range, (shelf) => shelf.stamps(Math.floor(range.startTs / 1000), Math.ceil(range.endTs / 1000)));
  }

  /** Nothing is packed here: seconds are made when they are read. */
  async packHours(): Promise<number> {
    this.source.checkOpen('packHours');
    return 0;
  }

  async prune(policy: PrunePolicy): Promise<PruneReport> {
    const { fence: held } = policy;
    // Also where nothing is old: whoever lost the lease hears of it.
    if (held !== undefined) await this.source.write('prune', 'fence', (statement) => holdLease(held, statement));
    const keys = await this.source.snapshot('prune', (statement) =>
      statement<{ symbol: string; series: SeriesName; oldest: string; newest: string }>(
        'SELECT s.symbol, s.series, min(o.open_time) AS oldest, greatest(max(o.open_time), (SELECT max(open_time) FROM candle_1m WHERE symbol_id = s.id)) ' +
          'AS newest FROM market_symbol s JOIN observed_1s o ON o.symbol_id = s.id GROUP BY s.id',
      ),
    );
    let observedSeconds = 0;
    const pruned = new PrunedList();
    for (const { symbol, series, oldest, newest } of keys) {
      const beforeS = observedBeforeS(policy, Number(newest) - (Number(newest) % 60));
      for (let fromS = Number(oldest) - (Number(oldest) % DAY_S); fromS < beforeS; fromS += DAY_S) {
        const toS = Math.min(fromS + DAY_S, beforeS);
        const fence = policy.fence === undefined ? {} : { fence: policy.fence };
        const { removed, revised } = await this.write('prune', { symbol, series, ...fence }, (shelf) =>
          pruneObserved(shelf, [fromS, toS], policy.nowMs),
        );
        observedSeconds += removed;
        for (const minute of revised) pruned.add(symbol, series, minute);
      }
    }
    const { schema } = this.source;
    if (this.timescale.isUsed) await this.source.write('prune', 'chunks', (statement) => dropEmptyChunks(statement, schema));
    return { observedSeconds, interpolatedSeconds: 0, packedHours: 0, revised: pruned.result() };
  }

  verify(range: CandleRange): Promise<VerifyReport> {
    return this.read('verify', range, async (shelf) => {
      const [fromS, toS] = secondsOf(range);
      const faults = new FaultList();
      let minutes = 0;
      let previous = await shelf.finalBefore(fromS);
      for await (const page of finalPages(shelf, { fromS, toS, limit: MINUTES_A_PAGE })) {
        const observed = await shelf.observed(page.fromS, page.toS);
        for (const minute of page.minutes) {
          const previousClose = closeOf(previous);
          const seconds = servedSeconds(minute, observed.get(minute.openTimeS), previousClose, shelf);
          faults.add(secondsFaults(minute, previousClose, seconds, shelf.series));
          previous = minute;
        }
        minutes += page.minutes.length;
      }
      return { minutes, seconds: minutes * 60, packedHours: 0, ...faults.result() };
    });
  }

  /** Seconds are made when they are read: all there is to do is to say that what was made of them is old. */
  rebuild(range: CandleRange): Promise<RebuildReport> {
    return this.write('rebuild', range, async (shelf) => {
      let minutes = 0;
      for await (const page of finalPages(shelf, { fromS: secondsOf(range)[0], toS: secondsOf(range)[1], limit: 1_000 })) {
        shelf.noteChanged(page.minutes.map(({ openTimeS }) => openTimeS));
        minutes += page.minutes.length;
      }
      return { minutes };
    });
  }

  async stats(): Promise<StoreStats> {
    const [row] = (await this.source.single(
      'stats',
      'SELECT (SELECT count(*) FROM candle_1m) AS minutes, (SELECT count(*) * 60 FROM candle_1m WHERE final) + (SELECT count(*) FROM observed_1s o ' +
        'WHERE NOT EXISTS (SELECT FROM candle_1m m WHERE m.symbol_id = o.symbol_id AND m.open_time = o.open_time - o.open_time % 60 AND m.final)) AS seconds, ' +
        '(SELECT count(DISTINCT symbol) FROM market_symbol) AS symbols, (SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c ' +
        "WHERE c.relkind = 'r' AND (c.relnamespace = $1::regnamespace OR EXISTS (SELECT FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent " +
        'WHERE i.inhrelid = c.oid AND p.relnamespace = $1::regnamespace))) AS bytes',
      [this.source.schema],
    )) as Record<'minutes' | 'seconds' | 'symbols' | 'bytes', string>[];
    const { minutes, seconds, symbols, bytes } = row ?? { minutes: 0, seconds: 0, symbols: 0, bytes: 0 };
    const { timescale } = this;
    return { minutes: Number(minutes), seconds: Number(seconds), symbols: Number(symbols), bytes: Number(bytes), timescale };
  }

  /** Whether a write would succeed now: the server takes one that is rolled back. */
  async isWritable(): Promise<boolean> {
    if (this.source.isClosed) return false;
    try {
      await this.source.single('isWritable', `UPDATE store_meta SET value = value WHERE key = 'mode'`);
      return true;
    } catch {
      // The answer of this question is the failure; who writes next hears the reason.
      return false;
    }
  }

  /** Waits for the writes and reads that were handed in, then lets go. Later calls fail with `closed`. */
  close(): Promise<void> {
    return this.source.close();
  }

  private write<T>(operation: string, key: Key & { readonly fence?: WriteFence }, work: (shelf: PostgresShelf) => Promise<T>): Promise<T> {
    const { symbol, series = DEFAULT_SERIES, fence } = key;
    return this.source.write(operation, `${series} ${symbol}`, async (statement) => {
      if (fence !== undefined) await holdLease(fence, statement);
      const shelf = await PostgresShelf.find({ symbol, series, knownIds: this.knownIds }, statement);
      const result = await work(shelf);
      await shelf.stampChanged();
      return result;
    });
  }

  private read<T>(operation: string, { symbol, series = DEFAULT_SERIES }: Key, work: (shelf: PostgresShelf) => Promise<T>): Promise<T> {
    return this.source.snapshot(
      operation,
      async (statement) => await work(await PostgresShelf.find({ symbol, series, knownIds: this.knownIds }, statement)),
    );
  }

  private slices(
    operation: string,
    { symbol, series = DEFAULT_SERIES }: Key,
    work: (shelf: PostgresShelf) => AsyncIterable<CandleSeries>,
  ): AsyncIterable<CandleSeries> {
    const { knownIds } = this;
    return this.source.slices(operation, async function* (statement) {
      yield* work(await PostgresShelf.find({ symbol, series, knownIds }, statement));
    });
  }
}

/** No other grant of the lease can follow before this transaction ends. */
async function holdLease(fence: WriteFence, statement: PostgresStatement): Promise<void> {
  const [row] = await statement<{ token: string }>(LOCK_LEASE_TOKEN, [fence.lease]);
  checkFence(fence, row === undefined ? undefined : Number(row.token));
}

async function pruneObserved(
  shelf: PostgresShelf,
  [fromS, toS]: readonly [fromS: number, toS: number],
  nowMs: number,
): Promise<{ readonly removed: number; readonly revised: readonly StoredMinute[] }> {
  const observed = await shelf.observed(fromS, toS);
  const old = (await shelf.minutes(fromS, toS)).filter((minute) => minute.isFinal && observed.has(minute.openTimeS));
  const revised = old.map((minute) => withoutObserved(minute, nowMs));
  await shelf.replace(old, revised, nowMs);
  shelf.noteChanged([...observed.keys()]);
  return { removed: await shelf.dropObserved(fromS, toS), revised };
}

function shelfRangeOf(range: CandleRange): ShelfRange {
  const [startS, endS] = secondsOf(range);
  return { startS, endS, hasTurnover: range.turnover === true };
}

/** The whole seconds of a range in ms. */
function secondsOf({ startTs, endTs }: CandleRange): [startS: number, endS: number] {
  return [Math.ceil(startTs / 1000), Math.ceil(endTs / 1000)];
}
