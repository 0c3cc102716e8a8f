import { CandleFlag } from '../../candle-flag';
import type { DifferenceRecord, MinuteRevision } from '../../candle-store';
import { keepDifference } from '../../keep-difference';
import type { StoredMinute } from '../../minute';
import type { ObservedMinute } from '../../observed-minute';
import type { ObservedSecond } from '../../observed/observed-second';
import type { MinuteWrite } from '../../plan-minute-writes';
import type { Omission } from '../../plan-omissions';
import type { SeriesName } from '../../series-name';
import {
  type DifferenceRow,
  RESOLVE_DIFFERENCES,
  SELECT_DIFFERENCES,
  UPSERT_DIFFERENCE,
  differenceValues,
  toDifference,
} from './difference-rows';
import { INSERT_REVISIONS, MINUTE_COLUMNS, type MinuteRow, UPSERT_MINUTES, toMinuteLists, toStoredMinute } from './minute-columns';
import { PAGE_COLUMNS, type PageRow } from './minute-page';
import {
  type ObservedRow,
  SELECT_OBSERVED,
  SELECT_OBSERVED_TO_WRITE,
  UPSERT_OBSERVED,
  UPSERT_OBSERVED_MINUTES,
  toObservedLists,
  toObservedMinutes,
} from './observed-columns';
import type { PostgresStatement } from './postgres-source';

const HOUR_S = 3_600;
const NEVER_S = 2 ** 52;

const SELECT_MINUTES = `SELECT ${MINUTE_COLUMNS} FROM candle_1m WHERE symbol_id = $1`;

export interface ShelfKey {
  readonly symbol: string;
  readonly series: SeriesName;
  /** Rows of `market_symbol` that are committed, by series and symbol; none is ever changed. */
  readonly knownIds: Map<string, number>;
}

export interface Around {
  /** Latest final minute before. */
  readonly before: StoredMinute | undefined;
  /** Forming ones included. */
  readonly existing: readonly StoredMinute[];
  /** Final minutes after: filled ones, and the first that is not. */
  readonly after: readonly StoredMinute[];
}

/** All that is kept of one symbol and series, in one transaction. Times are whole seconds, ranges half-open. */
export class PostgresShelf {
  /** Starts of hours of which something changed. */
  private readonly changedHours = new Set<number>();

  private constructor(
    readonly symbol: string,
    readonly series: SeriesName,
    /** 0 where nothing was ever stored of it: no row has that. */
    private id: number,
    private readonly statement: PostgresStatement,
  ) {}

  /** Writes nothing by itself. */
  static async find({ symbol, series, knownIds }: ShelfKey, statement: PostgresStatement): Promise<PostgresShelf> {
    const name = `${series} ${symbol}`;
    let id = knownIds.get(name);
    if (id === undefined) {
      const [row] = await statement<{ id: number }>('SELECT id FROM market_symbol WHERE symbol = $1 AND series = $2', [symbol, series]);
      id = row?.id;
      if (id !== undefined) knownIds.set(name, id);
    }
    return new PostgresShelf(symbol, series, id ?? 0, statement);
  }

  /** In time order, forming ones included. */
  async minutes(fromS: number, toS: number): Promise<StoredMinute[]> {
    return await this.select('AND open_time >= $2 AND open_time < $3 ORDER BY open_time', [fromS, toS]);
  }

  /** The first so many final minutes of a range, in time order. */
  async finals(fromS: number, toS: number, limit: number): Promise<StoredMinute[]> {
    return await this.select('AND open_time >= $2 AND open_time < $3 AND final ORDER BY open_time LIMIT $4', [fromS, toS, limit]);
  }

  /** As {@link finals}, with no more of each than a series needs. */
  async finalPage(fromS: number, toS: number, limit: number): Promise<PageRow[]> {
    return await this.statement<PageRow>(
      `SELECT ${PAGE_COLUMNS} FROM candle_1m WHERE symbol_id = $1 AND open_time >= $2 AND open_time < $3 AND final ORDER BY open_time LIMIT $4`,
      [this.id, fromS, toS, limit],
    );
  }

  async finalBefore(timeS: number): Promise<StoredMinute | undefined> {
    const [minute] = await this.select('AND open_time < $2 AND final ORDER BY open_time DESC LIMIT 1', [timeS]);
    return minute;
  }

  /** What a put from the first to the last minute has to know, in one question. */
  async around(firstS: number, lastS: number): Promise<Around> {
    const all = await this.select(
      'AND open_time >= coalesce((SELECT open_time FROM candle_1m WHERE symbol_id = $1 AND final AND open_time < $2 ORDER BY open_time DESC LIMIT 1), $2) ' +
        'AND open_time <= coalesce((SELECT open_time FROM candle_1m WHERE symbol_id = $1 AND final AND flags & $4 = 0 AND open_time > $3 ' +
        'ORDER BY open_time LIMIT 1), $5) ORDER BY open_time',
      [firstS, lastS, CandleFlag.Filled, NEVER_S],
    );
    return {
      before: all[0] !== undefined && all[0].openTimeS < firstS ? all[0] : undefined,
      existing: all.filter((minute) => minute.openTimeS >= firstS && minute.openTimeS <= lastS),
      after: all.filter((minute) => minute.openTimeS > lastS && minute.isFinal),
    };
  }

  /** Final minutes from the latest real one before the first of some times to the earliest real one after the last. */
  async finalsAround(firstS: number, lastS: number): Promise<StoredMinute[]> {
    const real = `symbol_id = $1 AND final AND flags & $4 = 0`;
    return await this.select(
      `AND final AND open_time >= coalesce((SELECT open_time FROM candle_1m WHERE ${real} AND open_time < $2 ORDER BY open_time DESC LIMIT 1), $2) ` +
        `AND open_time <= coalesce((SELECT open_time FROM candle_1m WHERE ${real} AND open_time > $3 ORDER BY open_time LIMIT 1), $3) ORDER BY open_time`,
      [firstS, lastS, CandleFlag.Filled],
    );
  }

  /** What was observed of the minutes that begin in a range, by their open time. */
  async observed(fromS: number, toS: number): Promise<Map<number, ObservedMinute>> {
    return toObservedMinutes(await this.statement<ObservedRow>(SELECT_OBSERVED, [this.id, fromS, toS]));
  }

  /** As {@link observed}, whole minutes, with those of which every second was withdrawn: their revision goes on. */
  async observedToWrite(fromS: number, toS: number): Promise<Map<number, ObservedMinute>> {
    return toObservedMinutes(await this.statement<ObservedRow>(SELECT_OBSERVED_TO_WRITE, [this.id, fromS, toS]));
  }

  /** Whether anything was observed in a range. */
  async isObserved(fromS: number, toS: number): Promise<boolean> {
    const sql = 'SELECT EXISTS (SELECT FROM observed_1s WHERE symbol_id = $1 AND open_time >= $2 AND open_time < $3) AS found';
    const [row] = await this.statement<{ found: boolean }>(sql, [this.id, fromS, toS]);
    return row?.found === true;
  }

  async revisions(fromS: number, toS: number): Promise<MinuteRevision[]> {
    const rows = await this.statement<MinuteRow & { readonly replaced_at: string }>(
      `SELECT ${MINUTE_COLUMNS}, replaced_at FROM candle_1m_revision WHERE symbol_id = $1 AND open_time >= $2 AND open_time < $3 ORDER BY open_time, revision`,
      [this.id, fromS, toS],
    );
    return rows.map((row) => ({ minute: toStoredMinute(row), replacedAtMs: Number(row.replaced_at) }));
  }

  async differences(fromS: number, toS: number): Promise<DifferenceRecord[]> {
    return (await this.statement<DifferenceRow>(SELECT_DIFFERENCES, [this.id, fromS, toS])).map(toDifference);
  }

  async stamps(fromS: number, toS: number): Promise<Map<number, number>> {
    const rows = await this.statement<{ hour: string; stamp: string }>(
      'SELECT hour, stamp FROM candle_hour_stamp WHERE symbol_id = $1 AND hour > $2 AND hour < $3 ORDER BY hour',
      [this.id, fromS - HOUR_S, toS],
    );
    return new Map(rows.map(({ hour, stamp }) => [Number(hour), Number(stamp)]));
  }

  async omissions(timesS: readonly number[]): Promise<Map<number, Omission>> {
    const rows = await this.statement<{ open_time: string; count: number; noted_at: string }>(
      'SELECT open_time, count, noted_at FROM candle_omission WHERE symbol_id = $1 AND open_time = ANY($2::bigint[])',
      [this.id, timesS],
    );
    return new Map(
      rows.map(({ open_time, count, noted_at }) => [
        Number(open_time),
        { openTimeS: Number(open_time), count, notedAtMs: Number(noted_at) },
      ]),
    );
  }

  async firstMinuteS(): Promise<number | undefined> {
    const [row] = await this.statement<{ t: string | null }>('SELECT min(open_time) AS t FROM candle_1m WHERE symbol_id = $1', [this.id]);
    return typeof row?.t === 'string' ? Number(row.t) : undefined;
  }

  /** Stretches without a final minute. */
  async holes(fromS: number, toS: number): Promise<{ readonly fromS: number; readonly toS: number }[]> {
    const rows = await this.statement<{ from_s: string; to_s: string }>(
      'WITH known (t) AS (SELECT $2::bigint - 60 UNION ALL SELECT open_time FROM candle_1m WHERE symbol_id = $1 AND final AND open_time >= $2 ' +
        'AND open_time < $3 UNION ALL SELECT $3::bigint), steps (from_s, to_s) AS (SELECT t + 60, lead(t) OVER (ORDER BY t) FROM known) ' +
        'SELECT from_s, to_s FROM steps WHERE to_s > from_s ORDER BY from_s',
      [this.id, fromS, toS],
    );
    return rows.map(({ from_s, to_s }) => ({ fromS: Number(from_s), toS: Number(to_s) }));
  }

  /** End of the run of final minutes that begins at the first known one. */
  async watermarkS(firstS: number): Promise<number> {
    const [row] = await this.statement<{ t: string }>(
      'WITH known (t) AS (SELECT $2::bigint - 60 UNION ALL SELECT open_time FROM candle_1m WHERE symbol_id = $1 AND final AND open_time >= $2), ' +
        'steps (end_s, next_s) AS (SELECT t + 60, lead(t) OVER (ORDER BY t) FROM known) ' +
        'SELECT min(end_s) AS t FROM steps WHERE next_s IS NULL OR next_s > end_s',
      [this.id, firstS],
    );
    return Number(row?.t);
  }

  /** Minutes, the versions they take the place of, and what their settlement found; the hours they touch are stamped. */
  async apply(writes: readonly MinuteWrite[], nowMs: number): Promise<void> {
    if (writes.length === 0) return;
    await this.place();
    const replaced = writes.flatMap((write) => write.replaced ?? []);
    if (replaced.length > 0) await this.statement(INSERT_REVISIONS, [this.id, ...toMinuteLists(replaced), nowMs]);
    const changed = writes.filter((write) => write.isMinuteChanged).map(({ minute }) => minute);
    await this.keepMinutes(changed);
    for (const write of writes) if (write.settlement !== undefined) await this.noteDifference(write, nowMs);
    // A minute that is not over has no candles.
    this.noteChanged(writes.filter(({ minute }) => minute.isFinal).map(({ minute }) => minute.openTimeS));
  }

  /** Minutes by their next revisions, of which nothing is observed; what was different is settled. */
  async replace(old: readonly StoredMinute[], revised: readonly StoredMinute[], nowMs: number): Promise<void> {
    if (old.length === 0) return;
    await this.statement(INSERT_REVISIONS, [this.id, ...toMinuteLists(old), nowMs]);
    await this.keepMinutes(revised);
    await this.statement(RESOLVE_DIFFERENCES, [this.id, revised.map(({ openTimeS }) => openTimeS), nowMs]);
  }

  async keepMinutes(minutes: readonly StoredMinute[]): Promise<void> {
    if (minutes.length > 0) await this.statement(UPSERT_MINUTES, [this.id, ...toMinuteLists(minutes)]);
  }

  /** What a stream said was also the answer to a call. */
  async confirm(timesS: readonly number[], askedAtMs: number): Promise<void> {
    if (timesS.length === 0) return;
    const sql = "UPDATE candle_1m SET source = 'call', asked_at = $3 WHERE symbol_id = $1 AND open_time = ANY($2::bigint[])";
    await this.statement(sql, [this.id, timesS, askedAtMs]);
  }

  async keepObserved(minutes: readonly ObservedMinute[], seconds: readonly ObservedSecond[]): Promise<void> {
    if (minutes.length === 0) return;
    await this.place();
    const timesS = minutes.map(({ openTimeS }) => openTimeS);
    await this.statement(UPSERT_OBSERVED_MINUTES, [this.id, timesS, minutes.map(({ revision }) => revision)]);
    if (seconds.length > 0) await this.statement(UPSERT_OBSERVED, [this.id, ...toObservedLists(seconds)]);
    this.noteChanged(timesS);
  }

  /** Of these times; what is kept of their minutes stays. */
  async dropSeconds(timesS: readonly number[]): Promise<void> {
    await this.statement('DELETE FROM observed_1s WHERE symbol_id = $1 AND open_time = ANY($2::bigint[])', [this.id, timesS]);
  }

  /** How many seconds were removed. */
  async dropObserved(fromS: number, toS: number): Promise<number> {
    const [row] = await this.statement<{ count: string }>(
      'WITH gone AS (DELETE FROM observed_1s WHERE symbol_id = $1 AND open_time >= $2 AND open_time < $3 RETURNING 1) SELECT count(*) FROM gone',
      [this.id, fromS, toS],
    );
    await this.statement('DELETE FROM observed_minute WHERE symbol_id = $1 AND open_time >= $2 AND open_time < $3', [this.id, fromS, toS]);
    return Number(row?.count);
  }

  async keepOmissions(kept: readonly Omission[]): Promise<void> {
    if (kept.length === 0) return;
    await this.place();
    const columns = [kept.map((one) => one.openTimeS), kept.map((one) => one.count), kept.map((one) => one.notedAtMs)];
    await this.statement(
      'INSERT INTO candle_omission (symbol_id, open_time, count, noted_at) SELECT $1, given.* ' +
        'FROM unnest($2::bigint[], $3::integer[], $4::bigint[]) AS given ' +
        'ON CONFLICT (symbol_id, open_time) DO UPDATE SET count = excluded.count, noted_at = excluded.noted_at',
      [this.id, ...columns],
    );
  }

  /** What was made of the hours of these times is old once the transaction is committed. */
  noteChanged(timesS: readonly number[]): void {
    for (const timeS of timesS) this.changedHours.add(timeS - (timeS % HOUR_S));
  }

  /** At the end of a transaction that writes. */
  async stampChanged(): Promise<void> {
    const hours = [...this.changedHours];
    if (hours.length === 0) return;
    await this.statement(
      'INSERT INTO candle_hour_stamp AS known (symbol_id, hour, stamp) SELECT $1, hour, 1 FROM unnest($2::bigint[]) AS hour ' +
        'ON CONFLICT (symbol_id, hour) DO UPDATE SET stamp = known.stamp + 1',
      [this.id, hours],
    );
  }

  /** Before the first row of it. */
  private async place(): Promise<void> {
    if (this.id !== 0) return;
    const [row] = await this.statement<{ id: number }>('INSERT INTO market_symbol (symbol, series) VALUES ($1, $2) RETURNING id', [
      this.symbol,
      this.series,
    ]);
    this.id = (row as { id: number }).id;
  }

  private async noteDifference({ minute, settlement }: MinuteWrite, nowMs: number): Promise<void> {
    if (settlement === undefined) return;
    const { openTimeS } = minute;
    const known = await this.differences(openTimeS, openTimeS + 1);
    const records = [...known];
    keepDifference(records, openTimeS * 1000, settlement, nowMs);
    for (const [number, record] of records.entries()) {
      if (record === known[number]) continue;
      await this.statement(UPSERT_DIFFERENCE, [this.id, openTimeS, number, ...differenceValues(record)]);
    }
  }

  private async select(condition: string, parameters: readonly unknown[]): Promise<StoredMinute[]> {
    return (await this.statement<MinuteRow>(`${SELECT_MINUTES} ${condition}`, [this.id, ...parameters])).map(toStoredMinute);
  }
}
