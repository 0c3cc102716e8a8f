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
import { UPSERT_MINUTES, toMinuteValues } from './minute-rows';
import { packMinuteTimes, packSeconds } from './packed-text';
import { type SymbolScale, type SymbolScales, finest, needOfObserved, needOfWrite } from './symbol-scales';

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

/** Parameters: symbol id, hour, row count, format, packed hour or NULL. The hour has changed; what was packed of it is gone. */
const UPSERT_HOUR =
  'INSERT INTO candle_hour (symbol_id, hour, stamp, row_count, format, data) VALUES (?1, ?2, 1, ?3, ?4, ?5) ' +
  'ON CONFLICT (symbol_id, hour) DO UPDATE SET stamp = stamp + 1, row_count = excluded.row_count, format = excluded.format, data = excluded.data';

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

/** Minutes of one hour that stand on one symbol row. */
interface Chunk {
  readonly scale: SymbolScale;
  readonly hourS: number;
  readonly writes: MinuteWrite[];
}

type RowIds = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * Writes what was planned, an hour at a time: one statement for the minutes, one for all their seconds. While SQLite works on an hour in its own
 * thread, the next one is made.
 */
export class ChunkWriter {
  secondsWritten = 0;
  private atWork: Promise<void> = Promise.resolve();
  private readonly packer = new VarintWriter(32_768);

  constructor(private readonly context: ChunkContext) {}

  /** Minutes in time order. */
  async write(writes: readonly MinuteWrite[], rowIds: RowIds): Promise<void> {
    const wish = writes.reduce<ValueScale>((scale, write) => finest(scale, needOfWrite(write).needed), { priceScale: 0, volumeScale: 0 });
    let chunk: Chunk | undefined;
    for (const write of writes) {
      const { openTimeS } = write.minute;
      const hourS = openTimeS - (openTimeS % HOUR_S);
      const scale = await this.context.scales.rowFor(needOfWrite(write), wish);
      if (chunk === undefined || chunk.scale.id !== scale.id || chunk.hourS !== hourS) {
        if (chunk !== undefined) await this.writeChunk(chunk, rowIds);
        chunk = { scale, hourS, writes: [] };
      }
      chunk.writes.push(write);
    }
    if (chunk !== undefined) await this.writeChunk(chunk, rowIds);
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
    await this.writeRows(rows, scale, [...rows.openTimeS], 1);
    const hourS = openTimeS - (openTimeS % HOUR_S);
    await this.changeHour(scale, hourS, undefined, statement);
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

  private async writeChunk({ scale, hourS, writes }: Chunk, rowIds: RowIds): Promise<void> {
    const { statement, receivedAtMs, symbol, series: seriesName } = this.context;
    const final = writes.filter((write) => write.minute.isFinal);
    const series = this.makeSeconds(final, scale);
    const packed = packSeconds(series);
    const hour = final.length === 60 ? packSeries(series, 0, series.length, this.packer) : undefined;
    const moved = writes.filter(({ minute }) => [...(rowIds.get(minute.openTimeS) ?? [])].some((id) => id !== scale.id));
    const changed = writes
      .filter((write) => write.isMinuteChanged || moved.includes(write))
      .map((write) => toMinuteValues(write.minute, scale));
    const replaced = writes.filter((write) => write.replaced !== undefined).map((write) => write.minute.openTimeS);
    const times = packMinuteTimes(final.map((write) => write.minute.openTimeS));

    await this.atWork;
    const work = async (): Promise<void> => {
      if (replaced.length > 0) await statement(LOG_REVISIONS, [JSON.stringify(replaced), receivedAtMs, symbol, seriesName]);
      if (moved.length > 0)
        await this.leaveOtherRows(
          moved.map(({ minute }) => minute.openTimeS),
          scale,
          rowIds,
        );
      if (changed.length > 0) await statement(UPSERT_MINUTES, [scale.id, JSON.stringify(changed)]);
      if (final.length === 0) return;
      const { rows, rowCount, priceWidth, volumeWidth, marksWidth, rowWidth } = packed;
      await statement(UPSERT_SECONDS, [rows, rowCount, scale.id, times, priceWidth, volumeWidth, marksWidth, rowWidth, 60]);
      await this.changeHour(scale, hourS, hour, statement);
      await this.keepDifferences(final);
    };
    this.atWork = work();
    // Whoever asks next hears of a failure; until then it is no unhandled one.
    this.atWork.catch(() => undefined);
    this.secondsWritten += series.length;
  }

  private makeSeconds(final: readonly MinuteWrite[], scale: SymbolScale): CandleSeries {
    const { symbol, series: name } = this.context;
    const series = new CandleSeries(1, { priceScale: scale.priceScale, volumeScale: scale.volumeScale }, final.length * 60);
    final.forEach(({ minute, previousClose, settlement }, index) => {
      const at = index * 60;
      if (settlement === undefined) interpolateMinute(minute, previousClose, { symbol, series: name, profile: minute.profile }, series, at);
      else copySeconds(settlement.seconds, series, at);
      if (minute.revision > 0) series.revision.fill(minute.revision, at, at + 60);
    });
    series.length = final.length * 60;
    return series;
  }

  private async writeRows(series: CandleSeries, scale: SymbolScale, timesS: readonly number[], secondsATime: number): Promise<void> {
    const { rows, rowCount, priceWidth, volumeWidth, marksWidth, rowWidth } = packSeconds(series);
    const times = packMinuteTimes(timesS);
    await this.context.statement(UPSERT_SECONDS, [
      ...[rows, rowCount, scale.id, times, priceWidth, volumeWidth, marksWidth, rowWidth, secondsATime],
    ]);
  }

  private async changeHour(scale: SymbolScale, hourS: number, packed: Buffer | undefined, statement: Statement): Promise<void> {
    const { scales, symbol, series } = this.context;
    if (scales.rows.length > 1) await statement(DROP_OTHERS, [scale.id, hourS, symbol, series]);
    const isPacked = packed !== undefined;
    await statement(UPSERT_HOUR, [scale.id, hourS, isPacked ? HOUR_S : 0, isPacked ? PACKED_FORMAT : 0, packed ?? null]);
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
