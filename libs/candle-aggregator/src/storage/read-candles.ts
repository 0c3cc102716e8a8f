import { CandleFlag } from '../candle-flag';
import { OriginCode } from '../candle-origin';
import { CandleSeries } from '../candle-series';
import type { CandleRange } from '../candle-store';
import { cutSeries } from '../cut-series';
import { PACKED_FORMAT } from '../packed/pack-seconds';
import { unpackSeries } from '../packed/unpack-seconds';
import { DEFAULT_SERIES, type SeriesName } from '../series-name';
import type { Statement } from './data-sources';
import { type HourRead, readHour } from './read-hour';
import { readIntegers } from './packed-text';
import { type ScaleRow, type Scales, readScales, scaleOf, toScale } from './symbol-scales-read';

const HOUR_S = 3_600;
/** Packed hours that are read at once. */
const HOURS_A_SLICE = 24;
/** Stretch of minutes that is read, and decoded, at once. */
const MINUTES_SLICE_S = 86_400;

/** Parameters: symbol, series, time in whole seconds. The first minute from there on of which a second may be read. */
const SELECT_NEXT =
  'SELECT min((SELECT open_time FROM candle_1m WHERE symbol_id = s.id AND open_time >= ?3 AND final = 1 ORDER BY open_time LIMIT 1)) AS minute_s, ' +
  'min((SELECT open_time FROM observed_minute WHERE symbol_id = s.id AND open_time >= ?3 ORDER BY open_time LIMIT 1)) AS observed_s ' +
  'FROM market_symbol s WHERE s.symbol = ?1 AND s.series = ?2';

/** Parameters: symbol, series, first hour, end, format. */
const SELECT_PACKED =
  'SELECT h.hour, h.data, s.price_scale, s.volume_scale, s.contract_size FROM market_symbol s JOIN candle_hour h ON h.symbol_id = s.id ' +
  'WHERE s.symbol = ?1 AND s.series = ?2 AND h.hour >= ?3 AND h.hour < ?4 AND h.data IS NOT NULL AND h.format = ?5 ORDER BY h.hour';

// One number holds origin (2 bits), flags (10), whether seconds were observed (1), how many (6), how many are interpolated (6), and the revision.
const MINUTE_TEXT =
  "SELECT group_concat(symbol_id || ' ' || ((open_time - CAST(?3 AS INTEGER)) / 60) || ' ' || open || ' ' || high || ' ' || low || ' ' || close || ' ' || volume || ' ' || " +
  '(origin + flags * 4 + coalesce(4096 + observed_seconds * 8192 + interpolated_seconds * 524288, 0) + revision * 33554432), ' +
  "' ') AS text ";

/** Parameters: symbol row, none, first and end time in whole seconds. In the order of the table, so that nothing has to be sorted. */
const SELECT_MINUTES_OF_ROW =
  MINUTE_TEXT +
  'FROM (SELECT * FROM candle_1m WHERE symbol_id = ?1 AND ?2 IS NULL AND open_time >= ?3 AND open_time < ?4 AND final = 1 ORDER BY open_time)';

/** Parameters: symbol, series, first and end time in whole seconds. */
const SELECT_MINUTES_OF_ROWS =
  MINUTE_TEXT +
  'FROM (SELECT m.* FROM market_symbol s JOIN candle_1m m ON m.symbol_id = s.id AND m.open_time >= ?3 AND m.open_time < ?4 ' +
  'WHERE s.symbol = ?1 AND s.series = ?2 AND m.final = 1 ORDER BY m.open_time)';

const MINUTE_COLUMNS = 8;
const IS_OBSERVED = 4_096;
const REVISION = 33_554_432;

interface Key {
  readonly symbol: string;
  readonly series: SeriesName;
}

/** A packed hour that is missing: what is to be kept if the hour is still what was read. */
export interface UnpackedHour extends HourRead {
  readonly hourS: number;
}

interface PackedRow extends ScaleRow {
  readonly hour: number;
  readonly data: Uint8Array;
}

/**
 * Seconds in time order, an hour a series where all its rows stand on one scale: from packed hours, else from rows. While one slice is taken
 * the next one is read. `onUnpacked` hears of each whole hour that was read from rows.
 */
export async function* readSeconds(
  { symbol, series = DEFAULT_SERIES, startTs, endTs, areSeriesLetGo = false }: CandleRange,
  statement: Statement,
  onUnpacked: (hour: UnpackedHour) => void = () => undefined,
): AsyncIterable<CandleSeries> {
  const key = { symbol, series };
  const startS = Math.ceil(startTs / 1000);
  const endS = Math.ceil(endTs / 1000);
  const endOfSlice = (fromHourS: number): number => Math.min(fromHourS + HOURS_A_SLICE * HOUR_S, Math.ceil(endS / HOUR_S) * HOUR_S);
  let scales: Scales | undefined;
  let used: CandleSeries | undefined;
  let ahead: { readonly fromS: number; readonly rows: Promise<ReadonlyMap<number, PackedRow>> } | undefined;
  for (let firstHourS = startS - (startS % HOUR_S); firstHourS < endS;) {
    const toS = endOfSlice(firstHourS);
    const packed = await (ahead?.fromS === firstHourS ? ahead.rows : readPacked(key, firstHourS, toS, statement));
    ahead = undefined;
    if (!packed.has(firstHourS)) {
      const nextS = await nextKnown(key, Math.max(firstHourS, startS - (startS % 60)), statement);
      if (nextS === undefined || nextS >= endS) return;
      firstHourS = nextS - (nextS % HOUR_S);
    }
    for (; firstHourS < toS; firstHourS += HOUR_S) {
      const row = packed.get(firstHourS);
      if (row !== undefined) {
        const hour = unpackSeries(row.data, toScale(row), used);
        if (areSeriesLetGo) used = hour;
        yield* trimmed([hour], startS, endS);
      } else {
        scales ??= await readScales(key, statement);
        const hour = await readHour(key, firstHourS, scales, statement);
        onUnpacked({ hourS: firstHourS, ...hour });
        yield* trimmed(hour.series, startS, endS);
        if (hour.series.length === 0) {
          const nextS = await nextKnown(key, firstHourS + HOUR_S, statement);
          if (nextS === undefined || nextS >= endS) return;
          // One less: the loop itself goes on by an hour.
          firstHourS = nextS - (nextS % HOUR_S) - HOUR_S;
        }
      }
      // Not before somebody asks for more.
      if (ahead !== undefined || toS >= endS) continue;
      ahead = { fromS: toS, rows: readPacked(key, toS, endOfSlice(toS), statement) };
      // Who asks for it hears of a failure; who has stopped need not.
      ahead.rows.catch(() => undefined);
    }
  }
}

async function readPacked(
  { symbol, series }: Key,
  fromS: number,
  toS: number,
  statement: Statement,
): Promise<ReadonlyMap<number, PackedRow>> {
  const rows = await statement<PackedRow>(SELECT_PACKED, [symbol, series, fromS, toS, PACKED_FORMAT]);
  return new Map(rows.map((row) => [row.hour, row]));
}

/** Final minutes in time order; a new series wherever the scales change. */
export async function* readMinutes(
  { symbol, series = DEFAULT_SERIES, startTs, endTs }: CandleRange,
  statement: Statement,
): AsyncIterable<CandleSeries> {
  const endS = Math.ceil(endTs / 1000);
  const scales = await readScales({ symbol, series }, statement);
  const [id, ...otherIds] = scales.keys();
  const isOneRow = otherIds.length === 0;
  const sql = isOneRow ? SELECT_MINUTES_OF_ROW : SELECT_MINUTES_OF_ROWS;
  const key = isOneRow ? [id, null] : [symbol, series];
  for (let fromS = Math.ceil(startTs / 60_000) * 60; fromS < endS;) {
    const toS = Math.min(endS, fromS + MINUTES_SLICE_S);
    const [row] = await statement<{ text: string | null }>(sql, [...key, fromS, toS]);
    const text = row?.text ?? '';
    yield* decodeMinutes(text, fromS, scales);
    const nextS = text === '' ? await nextKnown({ symbol, series }, toS, statement) : toS;
    if (nextS === undefined) return;
    fromS = nextS;
  }
}

async function nextKnown({ symbol, series }: Key, fromS: number, statement: Statement): Promise<number | undefined> {
  const [next] = await statement<{ minute_s: number | null; observed_s: number | null }>(SELECT_NEXT, [symbol, series, fromS]);
  const times = [next?.minute_s, next?.observed_s].filter((time) => typeof time === 'number');
  return times.length === 0 ? undefined : Math.min(...times);
}

function* trimmed(parts: readonly CandleSeries[], startS: number, endS: number): Iterable<CandleSeries> {
  for (const part of parts) {
    const cut = cutSeries(part, startS, endS);
    if (cut.length > 0) yield cut;
  }
}

function decodeMinutes(text: string, fromS: number, scales: Scales): CandleSeries[] {
  const values = new Float64Array(text.length / 2 + 1);
  const count = readIntegers(text, values);
  const collected: CandleSeries[] = [];
  let series: CandleSeries | undefined;
  let symbolId = -1;
  for (let at = 0; at < count; at += MINUTE_COLUMNS) {
    const id = values[at] as number;
    if (series === undefined || id !== symbolId) {
      symbolId = id;
      series = new CandleSeries(60, scaleOf(scales, id), (count - at) / MINUTE_COLUMNS);
      collected.push(series);
    }
    const row = series.length;
    series.openTimeS[row] = fromS + (values[at + 1] as number) * 60;
    series.open[row] = values[at + 2] as number;
    series.high[row] = values[at + 3] as number;
    series.low[row] = values[at + 4] as number;
    series.close[row] = values[at + 5] as number;
    series.volume[row] = values[at + 6] as number;
    const all = values[at + 7] as number;
    const marks = all % REVISION;
    series.origin[row] = marks & 3;
    series.flags[row] = (marks >> 2) & 1_023;
    series.revision[row] = (all - marks) / REVISION;
    series.length = row + 1;
    if ((marks & IS_OBSERVED) !== 0) addOrigins(series, row, (marks >> 13) & 63, marks >> 19);
    else if (series.observedSeconds !== undefined) addOrigins(series, row, 0, plainInterpolated(series, row));
  }
  return collected;
}

/** From the first observed minute of a series on, every row of it has its counts. */
function addOrigins(series: CandleSeries, row: number, observed: number, interpolated: number): void {
  if (series.observedSeconds === undefined || series.interpolatedSeconds === undefined) {
    series.observedSeconds = new Uint8Array(series.capacity);
    series.interpolatedSeconds = new Uint8Array(series.capacity);
    for (let before = 0; before < row; before += 1) series.interpolatedSeconds[before] = plainInterpolated(series, before);
  }
  series.observedSeconds[row] = observed;
  series.interpolatedSeconds[row] = interpolated;
}

function plainInterpolated(series: CandleSeries, row: number): number {
  return series.origin[row] !== OriginCode.Interpolated ? 0 : ((series.flags[row] as number) & CandleFlag.Volumeless) === 0 ? 60 : 1;
}
