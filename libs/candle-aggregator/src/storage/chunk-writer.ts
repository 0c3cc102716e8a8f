import { CandleSeries } from '../candle-series';
import { interpolateMinute } from '../interpolation/interpolate-minute';
import { type ObservedMinute, seriesOfObserved } from '../observed-minute';
import { OBSERVED_FORMAT, packObserved } from '../packed/pack-observed';
import { PACKED_FORMAT, packSeries } from '../packed/pack-seconds';
import { VarintWriter } from '../packed/varint-writer';
import type { MinuteWrite } from '../plan-minute-writes';
import type { ValueScale } from '../seconds-scale';
import type { SeriesName } from '../series-name';
import { copySeconds } from './copy-seconds';
import type { Statement } from './data-sources';
import { MINUTE_COLUMN_LIST } from './migrations/0002-observe-and-pack';
import { upsertMinutes } from './minute-rows';
import { packMinuteTimes, packSeconds } from './packed-text';
import { type ScaleNeed, type SymbolScale, type SymbolScales, finest, needOfObserved, needOfWrite } from './symbol-scales';

const HOUR_S = 3_600;

/** Parameters: packed rows, their count, symbol id, packed times of ten digits, price, volume, marks and row width, seconds that follow each time. */
const UPSERT_SECONDS =
  'INSERT INTO candle_1s (symbol_id, open_time, open, high, low, close, volume, marks) ' +
  `SELECT ?3, CAST(substr(?4, 1 + (i / ?9) * 10, 10) AS INTEGER) + i % ?9, ` +
  [0, 1, 2, 3].map((column) => `CAST(substr(?1, 1 + i * ?8 + ${column} * ?5, ?5) AS INTEGER)`).join(', ') +
  ', CAST(substr(?1, 1 + i * ?8 + 4 * ?5, ?6) AS INTEGER), CAST(substr(?1, (i + 1) * ?8 - ?7 + 1, ?7) AS INTEGER) ' +
  'FROM row_number WHERE i < ?2 ON CONFLICT (symbol_id, open_time) DO UPDATE SET open = excluded.open, high = excluded.high, ' +
  'low = excluded.low, close = excluded.close, volume = excluded.volume, marks = excluded.marks ' +
  'WHERE (open, high, low, close, volume, marks) IS NOT ' +
  '(excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.marks)';

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
  'INSERT INTO minute_difference (symbol_id, open_time, found_at, verdict, kind, observed, official, "by", resolved_at) ' +
  'VALUES (?1, ?2, coalesce((SELECT found_at FROM minute_difference WHERE symbol_id = ?1 AND open_time = ?2 AND resolved_at IS NULL), ?8), ' +
  '?3, ?4, ?5, ?6, ?7, NULL) ON CONFLICT (symbol_id, open_time, found_at) DO UPDATE SET verdict = excluded.verdict, kind = excluded.kind, ' +
  'observed = excluded.observed, official = excluded.official, "by" = excluded."by", resolved_at = NULL';

const RESOLVE_DIFFERENCE = 'UPDATE minute_difference SET resolved_at = ?3 WHERE symbol_id = ?1 AND open_time = ?2 AND resolved_at IS NULL';

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
interface Chunk {
  readonly scale: SymbolScale;
  readonly hourS: number;
  readonly writes: MinuteWrite[];
}

interface ChangedHour {
  readonly scale: SymbolScale;
  readonly hourS: number;
  readonly packed: Buffer | undefined;
}

type RowIds = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * Writes what was planned: one statement for the minutes, one for all seconds of an hour, one for the hours. While SQLite works on an hour in
 * its own thread, the next one is made.
 */
export class ChunkWriter {
  secondsWritten = 0;
  private atWork: Promise<void> = Promise.resolve();
  private readonly packer = new VarintWriter(32_768);

  constructor(private readonly context: ChunkContext) {}

  /** Minutes in time order. */
  async write(writes: readonly MinuteWrite[], rowIds: RowIds): Promise<void> {
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
    await this.then(() => this.writeMinutes(writes, bySymbolRow, rowIds));
    const hours: ChangedHour[] = [];
    for (const chunk of chunks) {
      const series = this.makeSeconds(chunk);
      const packed = chunk.writes.length === 60 ? packSeries(series, 0, series.length, this.packer) : undefined;
      const parameters = rowParameters(
        series,
        chunk.scale,
        chunk.writes.map((write) => write.minute.openTimeS),
        60,
      );
      hours.push({ scale: chunk.scale, hourS: chunk.hourS, packed });
      await this.then(async () => void (await this.context.statement(UPSERT_SECONDS, parameters)));
      this.secondsWritten += series.length;
    }
    await this.then(async () => {
      await this.changeHours(hours);
      await this.keepDifferences(writes);
    });
  }

  /** Observed seconds of a minute that is not final, as rows; readers have them at once. */
  async writeObserved(observed: ObservedMinute, rowIds: RowIds): Promise<void> {
    const { statement, scales, series } = this.context;
    const need = needOfObserved(observed);
    const scale = await scales.rowFor(need, need.needed);
    const { openTimeS } = observed;
    await this.keepObserved(observed, scale, rowIds);
    await this.leaveOtherRows([openTimeS], scale, rowIds);
    const { priceScale, volumeScale } = scale;
    const rows = seriesOfObserved(observed, series, { priceScale, volumeScale });
    await statement(UPSERT_SECONDS, rowParameters(rows, scale, [...rows.openTimeS], 1));
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

  /** Begins work when the one before has ended, and comes back meanwhile. */
  private async then(work: () => Promise<void>): Promise<void> {
    await this.atWork;
    this.atWork = work();
    // Whoever asks next hears of a failure; until then it is no unhandled one.
    this.atWork.catch(() => undefined);
  }

  private async writeMinutes(
    writes: readonly MinuteWrite[],
    bySymbolRow: ReadonlyMap<SymbolScale, readonly MinuteWrite[]>,
    rowIds: RowIds,
  ): Promise<void> {
    const { statement, receivedAtMs, symbol, series } = this.context;
    const replaced = writes.filter((write) => write.replaced !== undefined).map((write) => write.minute.openTimeS);
    if (replaced.length > 0) await statement(LOG_REVISIONS, [JSON.stringify(replaced), receivedAtMs, symbol, series]);
    for (const [scale, list] of bySymbolRow) {
      const isMoved = ({ minute }: MinuteWrite): boolean => [...(rowIds.get(minute.openTimeS) ?? [])].some((id) => id !== scale.id);
      const moved = list.filter(isMoved).map((write) => write.minute.openTimeS);
      const changed = list.filter((write) => write.isMinuteChanged || isMoved(write)).map((write) => write.minute);
      if (moved.length > 0) await this.leaveOtherRows(moved, scale, rowIds);
      if (changed.length === 0) continue;
      const { sql, parameters } = upsertMinutes(changed, scale);
      await statement(sql, parameters);
    }
  }

  private makeSeconds({ writes, scale }: Chunk): CandleSeries {
    const { symbol, series: name } = this.context;
    const series = new CandleSeries(1, { priceScale: scale.priceScale, volumeScale: scale.volumeScale }, writes.length * 60);
    writes.forEach(({ minute, previousClose, settlement }, index) => {
      const at = index * 60;
      if (settlement === undefined) interpolateMinute(minute, previousClose, { symbol, series: name, profile: minute.profile }, series, at);
      else copySeconds(settlement.seconds, series, at);
      if (minute.revision > 0) series.revision.fill(minute.revision, at, at + 60);
    });
    series.length = writes.length * 60;
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

  /** Minutes that stood on other symbol rows leave them. */
  private async leaveOtherRows(timesS: readonly number[], scale: SymbolScale, rowIds: RowIds): Promise<void> {
    const { statement } = this.context;
    for (const timeS of timesS) {
      for (const id of rowIds.get(timeS) ?? []) {
        if (id === scale.id) continue;
        await statement('DELETE FROM candle_1s WHERE symbol_id = ?1 AND open_time >= ?2 AND open_time < ?3', [id, timeS, timeS + 60]);
        await statement('DELETE FROM candle_1m WHERE symbol_id = ?1 AND open_time = ?2', [id, timeS]);
        await statement('DELETE FROM candle_dirty WHERE symbol_id = ?1 AND open_time = ?2', [id, timeS]);
        await statement('UPDATE OR REPLACE observed_minute SET symbol_id = ?3 WHERE symbol_id = ?1 AND open_time = ?2', [
          id,
          timeS,
          scale.id,
        ]);
      }
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

/** Parameters of {@link UPSERT_SECONDS}; each time is followed by as many seconds. */
function rowParameters(series: CandleSeries, scale: SymbolScale, timesS: readonly number[], secondsATime: number): readonly unknown[] {
  const { rows, rowCount, priceWidth, volumeWidth, marksWidth, rowWidth } = packSeconds(series);
  return [rows, rowCount, scale.id, packMinuteTimes(timesS), priceWidth, volumeWidth, marksWidth, rowWidth, secondsATime];
}
