import type { DecimalText } from '@prate/execution-interface';
import { CandleFlag } from '../candle-flag';
import { CandleSeries, type SeriesScale } from '../candle-series';
import { readIntegers } from './packed-text';

/** Seconds come back as one text a minute, minutes as one text a slice: no object a candle, and each slice is one snapshot. */
export const SECONDS_SLICE_S = 3_600;
export const MINUTES_SLICE_S = 86_400;

// Parameters: symbol, first and end time in whole seconds, length of the slice. A slice begins at the first minute there is.
const PART =
  'WITH slice (from_s, to_s) AS (SELECT t, min(?3, t + ?4) FROM (SELECT min((SELECT open_time FROM candle_1m WHERE symbol_id = s.id ' +
  'AND open_time >= ?2 AND open_time < ?3 AND final = 1 ORDER BY open_time LIMIT 1)) AS t FROM market_symbol s WHERE s.symbol = ?1)), ' +
  'part AS (SELECT to_s, m.* FROM slice JOIN market_symbol s ON s.symbol = ?1 ' +
  'JOIN candle_1m m ON m.symbol_id = s.id AND m.open_time >= from_s AND m.open_time < to_s WHERE m.final = 1 ORDER BY m.open_time) ';

const SCALES =
  "(SELECT group_concat(id || ' ' || price_scale || ' ' || volume_scale || ' ' || contract_size, ';') FROM market_symbol WHERE symbol = ?1) AS scales";

export const SELECT_SECONDS_SLICE =
  PART +
  `SELECT to_s, ${SCALES}, symbol_id, open_time, flags, revision, (SELECT group_concat((c.open_time - part.open_time) || ' ' || c.open || ' ' ` +
  "|| c.high || ' ' || c.low || ' ' || c.close || ' ' || c.volume || ' ' || c.origin, ' ') FROM candle_1s c WHERE c.symbol_id = part.symbol_id " +
  'AND c.open_time >= part.open_time AND c.open_time < part.open_time + 60) AS text FROM part ORDER BY open_time';

export const SELECT_MINUTES_SLICE =
  PART +
  `SELECT max(to_s) AS to_s, ${SCALES}, group_concat(symbol_id || ' ' || open_time || ' ' || open || ' ' || high || ' ' || low || ' ' || close ` +
  "|| ' ' || volume || ' ' || origin || ' ' || flags || ' ' || revision, ' ') AS text FROM part";

export interface SliceRow {
  /** End of the slice, whole seconds; the next one begins there. */
  readonly to_s: number | null;
  /** Symbol rows: id, price scale, volume scale, contract size; a semicolon between two. */
  readonly scales: string | null;
  readonly text: string | null;
}

export interface SecondsSliceRow extends SliceRow {
  readonly symbol_id: number;
  readonly open_time: number;
  readonly flags: number;
  readonly revision: number;
}

const SECOND_COLUMNS = 7;
const MINUTE_COLUMNS = 10;

/** Seconds of minutes in time order, those outside `[fromS, toS)` left out; a new series wherever the scales change. */
export function decodeSeconds(rows: readonly SecondsSliceRow[], fromS: number, toS: number): CandleSeries[] {
  const collector = new SeriesCollector(1, rows[0]?.scales ?? '');
  const values = new Float64Array(60 * SECOND_COLUMNS);
  rows.forEach(({ text, symbol_id: symbolId, open_time: openTimeS, flags, revision }, index) => {
    const count = readIntegers(text ?? '', values);
    for (let at = 0; at < count; at += SECOND_COLUMNS) {
      const offsetS = values[at] as number;
      const timeS = openTimeS + offsetS;
      if (timeS < fromS || timeS >= toS) continue;
      const series = collector.seriesFor(symbolId, (rows.length - index) * 60);
      // Only second 0 holds the move of a minute without volume.
      const ownFlags = offsetS === 0 ? flags : flags & ~CandleFlag.Volumeless;
      append(series, timeS, values, at + 1, { origin: values[at + 6] as number, flags: ownFlags, revision });
    }
  });
  return collector.collected;
}

/** Minutes in time order; a new series wherever the scales change. */
export function decodeMinutes({ text, scales }: SliceRow): CandleSeries[] {
  if (text === null) return [];
  const collector = new SeriesCollector(60, scales ?? '');
  const values = new Float64Array(text.length / 2 + 1);
  const count = readIntegers(text, values);
  for (let at = 0; at < count; at += MINUTE_COLUMNS) {
    const series = collector.seriesFor(values[at] as number, (count - at) / MINUTE_COLUMNS);
    const [origin, flags, revision] = [values[at + 7] as number, values[at + 8] as number, values[at + 9] as number];
    append(series, values[at + 1] as number, values, at + 2, { origin, flags, revision });
  }
  return collector.collected;
}

/** Begins a new series wherever the symbol row changes. */
class SeriesCollector {
  readonly collected: CandleSeries[] = [];
  private readonly scales: ReadonlyMap<number, SeriesScale>;
  private symbolId = -1;

  constructor(
    private readonly stepSeconds: 1 | 60,
    scalesText: string,
  ) {
    this.scales = new Map(scalesText.split(';').map(readScale));
  }

  seriesFor(symbolId: number, capacity: number): CandleSeries {
    const last = this.collected.at(-1);
    if (last !== undefined && symbolId === this.symbolId) return last;
    const scale = this.scales.get(symbolId);
    if (scale === undefined)
      throw new RangeError(`symbol row: found id ${symbolId}, expected one of ${[...this.scales.keys()].join(', ')}`);
    const series = new CandleSeries(this.stepSeconds, scale, capacity);
    this.symbolId = symbolId;
    this.collected.push(series);
    return series;
  }
}

function readScale(text: string): [id: number, scale: SeriesScale] {
  const [id, priceScale, volumeScale, size = ''] = text.split(' ');
  const contractSize = size === '' ? {} : { contractSize: size as DecimalText };
  return [Number(id), { priceScale: Number(priceScale), volumeScale: Number(volumeScale), ...contractSize }];
}

interface RowMarks {
  readonly origin: number;
  readonly flags: number;
  readonly revision: number;
}

/** Adds a row; `values[at …]` are open, high, low, close, volume. */
function append(series: CandleSeries, timeS: number, values: Float64Array, at: number, marks: RowMarks): void {
  const row = series.length;
  series.openTimeS[row] = timeS;
  series.open[row] = values[at] as number;
  series.high[row] = values[at + 1] as number;
  series.low[row] = values[at + 2] as number;
  series.close[row] = values[at + 3] as number;
  series.volume[row] = values[at + 4] as number;
  series.origin[row] = marks.origin;
  series.flags[row] = marks.flags;
  series.revision[row] = marks.revision;
  series.length = row + 1;
}
