import { CandleSeries, isSameScale } from '../candle-series';
import { nextTurn } from '../event-loop-timer';
import { interpolateMinute } from '../interpolation/interpolate-minute';
import { type ObservedMinute, seriesOfObserved } from '../observed-minute';
import { OBSERVED_FORMAT, packObserved } from '../packed/pack-observed';
import { PACKED_FORMAT, packSeries } from '../packed/pack-seconds';
import { VarintWriter } from '../packed/varint-writer';
import type { Minute } from '../minute';
import type { MinuteWrite } from '../plan-minute-writes';
import type { ValueScale } from '../seconds-scale';
import type { SeriesName } from '../series-name';
import { copySeconds } from './copy-seconds';
import type { Statement } from './data-sources';
import { MINUTE_COLUMN_LIST } from './migrations/0004-keep-testimony';
import { upsertMinutes } from './minute-rows';
import { upsertSeries } from './second-rows';
import { type ScaleNeed, type SymbolScale, type SymbolScales, finest, needOfObserved, needOfWrite } from './symbol-scales';

const HOUR_S = 3_600;

/** The hours have changed; what was packed of them is gone. Parameters of each: symbol id, hour, row count, format, packed hour or NULL. */
function upsertHours(count: number): string {
  return (
    `INSERT INTO candle_hour (symbol_id, hour, stamp, row_count, format, data) VALUES ${Array.from({ length: count }, () => '(?, ?, 1, ?, ?, ?)').join(', ')} ` +
    'ON CONFLICT (symbol_id, hour) DO UPDATE SET stamp = stamp + 1, row_count = excluded.row_count, format = excluded.format, data = excluded.data'
  );
}

/** Parameters: symbol id, hour, symbol, series. Rows of one hour under several symbol rows are never packed. */
const DROP_OTHERS =
  'UPDATE candle_hour SET row_count = 0, format = 0, data = NULL WHERE hour = ?2 AND data IS NOT NULL AND symbol_id <> ?1 ' +
  'AND symbol_id IN (SELECT id FROM market_symbol WHERE symbol = ?3 AND series = ?4)';

/** Parameters: JSON list of open times, time of the correction, symbol, series. */
const LOG_REVISIONS =
  `INSERT OR REPLACE INTO candle_1m_revision (${MINUTE_COLUMN_LIST}, replaced_at) SELECT ${MINUTE_COLUMN_LIST}, ?2 FROM candle_1m ` +
  'WHERE open_time IN (SELECT value FROM json_each(?1)) AND symbol_id IN (SELECT id FROM market_symbol WHERE symbol = ?3 AND series = ?4)';

/** Parameters: symbol id, open time, verdict, kind, observed, official, by, time it was found. One difference of a minute is open at most. */
const KEEP_DIFFERENCE =
  'INSERT INTO minute_difference (symbol_id, open_time, number, found_at, verdict, kind, observed, official, "by", resolved_at) ' +
  'VALUES (?1, ?2, coalesce((SELECT number FROM minute_difference WHERE symbol_id = ?1 AND open_time = ?2 AND resolved_at IS NULL), ' +
  '(SELECT coalesce(max(number) + 1, 0) FROM minute_difference WHERE symbol_id = ?1 AND open_time = ?2)), ?8, ?3, ?4, ?5, ?6, ?7, NULL) ' +
  'ON CONFLICT (symbol_id, open_time, number) DO UPDATE SET verdict = excluded.verdict, kind = excluded.kind, observed = excluded.observed, ' +
  'official = excluded.official, "by" = excluded."by"';

const RESOLVE_DIFFERENCE = 'UPDATE minute_difference SET resolved_at = ?3 WHERE symbol_id = ?1 AND open_time = ?2 AND resolved_at IS NULL';

/** Parameters: symbol id, first and end time. */
const DELETE_SECONDS = 'DELETE FROM candle_1s WHERE symbol_id = ?1 AND open_time >= ?2 AND open_time < ?3';

const UPSERT_OBSERVED =
  'INSERT INTO observed_minute (symbol_id, open_time, revision, second_count, format, seconds) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ' +
  'ON CONFLICT (symbol_id, open_time) DO UPDATE SET revision = excluded.revision, second_count = excluded.second_count, ' +
  'format = excluded.format, seconds = excluded.seconds';

export interface ChunkContext {
  readonly symbol: string;
  readonly series: SeriesName;
  readonly scales: SymbolScales;
  readonly statement: Statement;
  readonly receivedAtMs: number;
}

/** Final minutes of one hour that stand on one symbol row. */
export interface Chunk {
  readonly scale: SymbolScale;
  readonly hourS: number;
  readonly writes: MinuteWrite[];
}

/** Minutes of one symbol row, ready for SQLite. */
interface MinuteRows {
  readonly scale: SymbolScale;
  /** Those that stood on other symbol rows. */
  readonly moved: readonly MinuteWrite[];
  /** Absent where no minute changes. */
  readonly upsert: ReturnType<typeof upsertMinutes> | undefined;
}

interface ChangedHour {
  readonly scale: SymbolScale;
  readonly hourS: number;
  readonly packed: Buffer | undefined;
}

type RowIds = ReadonlyMap<number, ReadonlySet<number>>;

/** Minutes that were handed in, and what is left to do of them. */
export interface BegunMinutes {
  readonly writes: readonly MinuteWrite[];
  readonly chunks: readonly Chunk[];
}

/**
 * Writes what was planned: one statement for the minutes, one for all seconds of an hour, one for the hours. While SQLite works on an hour in
 * its own thread, the next ones are made; at most two things wait for it, so that memory stays small.
 */
export class ChunkWriter {
  secondsWritten = 0;
  /** All that was handed in. */
  private atWork: Promise<void> = Promise.resolve();
  /** All but the last thing that was handed in. */
  private before: Promise<void> = Promise.resolve();
  private readonly packer = new VarintWriter(32_768);
  private seconds: CandleSeries | undefined;

  constructor(private readonly context: ChunkContext) {}

  /** Minutes in time order, with their seconds. */
  async write(writes: readonly MinuteWrite[], rowIds: RowIds): Promise<void> {
    await this.writeSeconds(await this.begin(writes, rowIds));
  }

  /** Hands in the rows of minutes in time order; {@link writeSeconds} goes on with them. */
  async begin(writes: readonly MinuteWrite[], rowIds: RowIds): Promise<BegunMinutes> {
    const needs = writes.map(needOfWrite);
    const wish = needs.reduce<ValueScale>((scale, { needed }) => finest(scale, needed), { priceScale: 0, volumeScale: 0 });
    const bySymbolRow = new Map<SymbolScale, MinuteWrite[]>();
    const chunks: Chunk[] = [];
    for (const [index, write] of writes.entries()) {
      const scale = await this.context.scales.rowFor(needs[index] as ScaleNeed, wish);
      const list = bySymbolRow.get(scale);
      if (list === undefined) bySymbolRow.set(scale, [write]);
      else list.push(write);
      if (!write.minute.isFinal) continue;
      const hourS = write.minute.openTimeS - (write.minute.openTimeS % HOUR_S);
      const last = chunks.at(-1);
      if (last === undefined || last.scale !== scale || last.hourS !== hourS) chunks.push({ scale, hourS, writes: [write] });
      else last.writes.push(write);
    }
    const rows = [...bySymbolRow].map(([scale, list]) => rowsOfMinutes(scale, list, rowIds));
    await this.handIn(() => this.writeMinutes(writes, rows, rowIds));
    return { writes, chunks };
  }

  /** Makes the seconds of minutes that were begun, and hands them in. */
  async writeSeconds({ writes, chunks }: BegunMinutes): Promise<void> {
    const hours: ChangedHour[] = [];
    for (const { scale, hourS, writes: minutes } of chunks) {
      await nextTurn();
      const series = this.makeSeconds(minutes, scale);
      const packed = minutes.length === 60 ? packSeries(series, 0, series.length, this.packer) : undefined;
      const times = minutes.map((write) => write.minute.openTimeS);
      const { sql, parameters } = upsertSeries(series, scale.id, times, 60);
      hours.push({ scale, hourS, packed });
      await this.handIn(async () => void (await this.context.statement(sql, parameters)));
      this.secondsWritten += series.length;
    }
    await this.handIn(async () => {
      await this.changeHours(hours);
      await this.keepDifferences(writes);
    });
  }

  /** Does something behind all that was handed in so far, and before all that will be. */
  behind<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.atWork.then(work);
    this.before = this.atWork;
    this.atWork = result.then(() => undefined);
    // Whoever asks next hears of a failure; until then it is no unhandled one.
    result.catch(() => undefined);
    this.atWork.catch(() => undefined);
    return result;
  }

  /** Observed seconds of a minute that is not final, as rows; readers have them at once. */
  async writeObserved(observed: ObservedMinute, rowIds: RowIds): Promise<void> {
    const { statement, scales, series } = this.context;
    await this.drained();
    const need = needOfObserved(observed);
    const scale = await scales.rowFor(need, need.needed);
    const { openTimeS } = observed;
    await this.keepObserved(observed, scale, rowIds);
    for (const id of rowIds.get(openTimeS) ?? []) if (id !== scale.id) await statement(DELETE_SECONDS, [id, openTimeS, openTimeS + 60]);
    const { priceScale, volumeScale } = scale;
    const rows = seriesOfObserved(observed, series, { priceScale, volumeScale });
    const { sql, parameters } = upsertSeries(rows, scale.id, [...rows.openTimeS], 1);
    await statement(sql, parameters);
    await this.changeHours([{ scale, hourS: openTimeS - (openTimeS % HOUR_S), packed: undefined }]);
  }

  /** What was observed of a minute, kept beside its rows. */
  async keepObserved({ openTimeS, revision, seconds }: ObservedMinute, { id }: Pick<SymbolScale, 'id'>, rowIds: RowIds): Promise<void> {
    const { statement } = this.context;
    for (const other of rowIds.get(openTimeS) ?? [])
      if (other !== id) await statement('DELETE FROM observed_minute WHERE symbol_id = ?1 AND open_time = ?2', [other, openTimeS]);
    await statement(UPSERT_OBSERVED, [id, openTimeS, revision, seconds.length, OBSERVED_FORMAT, packObserved(seconds)]);
  }

  /** Resolves when all that was handed in is written; rejects when some of it was not. */
  async drained(): Promise<void> {
    await this.atWork;
  }

  /** Hands in work; comes back when there is room for more. */
  private async handIn(work: () => Promise<void>): Promise<void> {
    await this.before;
    void this.behind(work);
  }

  private async writeMinutes(writes: readonly MinuteWrite[], rows: readonly MinuteRows[], rowIds: RowIds): Promise<void> {
    const { statement, receivedAtMs, symbol, series } = this.context;
    const replaced = writes.filter((write) => write.replaced !== undefined).map((write) => write.minute.openTimeS);
    if (replaced.length > 0) await statement(LOG_REVISIONS, [JSON.stringify(replaced), receivedAtMs, symbol, series]);
    for (const { scale, moved, upsert } of rows) {
      for (const { minute } of moved) await this.leaveOtherRows(minute, scale, rowIds);
      if (upsert !== undefined) await statement(upsert.sql, upsert.parameters);
    }
  }

  /** In columns that the next call fills anew. */
  private makeSeconds(writes: readonly MinuteWrite[], { priceScale, volumeScale }: SymbolScale): CandleSeries {
    const { symbol, series: name } = this.context;
    const scale = { priceScale, volumeScale };
    const length = writes.length * 60;
    const isFitting = this.seconds !== undefined && this.seconds.capacity >= length && isSameScale(this.seconds.scale, scale);
    const series = isFitting ? (this.seconds as CandleSeries) : new CandleSeries(1, scale, length);
    this.seconds = series;
    writes.forEach(({ minute, previousClose, settlement }, index) => {
      const at = index * 60;
      if (settlement === undefined) interpolateMinute(minute, previousClose, { symbol, series: name, profile: minute.profile }, series, at);
      else copySeconds(settlement.seconds, series, at);
      series.revision.fill(minute.revision, at, at + 60);
    });
    series.length = length;
    return series;
  }

  private async changeHours(hours: readonly ChangedHour[]): Promise<void> {
    const { statement, scales, symbol, series } = this.context;
    if (hours.length === 0) return;
    if (scales.rows.length > 1) for (const { scale, hourS } of hours) await statement(DROP_OTHERS, [scale.id, hourS, symbol, series]);
    const parameters = hours.flatMap(({ scale, hourS, packed }) =>
      packed === undefined ? [scale.id, hourS, 0, 0, null] : [scale.id, hourS, HOUR_S, PACKED_FORMAT, packed],
    );
    await statement(upsertHours(hours.length), parameters);
  }

  /** A minute leaves the other symbol rows it stood on. What was observed of one that is not final stays where it is: it is served from there. */
  private async leaveOtherRows({ openTimeS, isFinal }: Minute, scale: SymbolScale, rowIds: RowIds): Promise<void> {
    const { statement } = this.context;
    for (const id of rowIds.get(openTimeS) ?? []) {
      if (id === scale.id) continue;
      if (isFinal) await statement(DELETE_SECONDS, [id, openTimeS, openTimeS + 60]);
      await statement('DELETE FROM candle_1m WHERE symbol_id = ?1 AND open_time = ?2', [id, openTimeS]);
      if (!isFinal) continue;
      await statement('DELETE FROM candle_dirty WHERE symbol_id = ?1 AND open_time = ?2', [id, openTimeS]);
      const move = 'UPDATE OR REPLACE observed_minute SET symbol_id = ?3 WHERE symbol_id = ?1 AND open_time = ?2';
      await statement(move, [id, openTimeS, scale.id]);
    }
  }

  private async keepDifferences(writes: readonly MinuteWrite[]): Promise<void> {
    const { statement, receivedAtMs, scales } = this.context;
    const id = scales.rows.at(-1)?.id;
    for (const { minute, settlement } of writes) {
      if (settlement === undefined) continue;
      const { verdict, difference } = settlement;
      if (difference === undefined) await statement(RESOLVE_DIFFERENCE, [id, minute.openTimeS, receivedAtMs]);
      else {
        const { kind, observed, official, by } = difference;
        await statement(KEEP_DIFFERENCE, [id, minute.openTimeS, verdict, kind, observed, official, by, receivedAtMs]);
      }
    }
  }
}

function rowsOfMinutes(scale: SymbolScale, writes: readonly MinuteWrite[], rowIds: RowIds): MinuteRows {
  const isMoved = ({ minute }: MinuteWrite): boolean => [...(rowIds.get(minute.openTimeS) ?? [])].some((id) => id !== scale.id);
  const moved = writes.filter(isMoved);
  const changed = writes.filter((write) => write.isMinuteChanged || isMoved(write)).map((write) => write.minute);
  return { scale, moved, upsert: changed.length === 0 ? undefined : upsertMinutes(changed, scale) };
}
