import { CandleSeries } from '../candle-series';
import type { StoredMinute } from '../minute';
import { closeOf } from '../plan-minute-writes';
import type { ObservedMinute } from '../observed-minute';
import type { SeriesName } from '../series-name';
import { servedSeconds } from '../served-seconds';
import { copySeconds } from './copy-seconds';
import type { Statement } from './data-sources';
import { readIntegers } from './packed-text';
import { readAround } from './read-around';
import { originOfMarks } from './second-marks';
import { type Scales, scaleOf } from './symbol-scales-read';

const HOUR_S = 3_600;

// Parameters: symbol, series, first and end time in whole seconds. A final minute without rows is made when it is read.
const SELECT_HOUR =
  'WITH ids (id) AS (SELECT id FROM market_symbol WHERE symbol = ?1 AND series = ?2), ' +
  'part (symbol_id, open_time, revision) AS (SELECT m.symbol_id, m.open_time, m.revision FROM ids ' +
  'JOIN candle_1m m ON m.symbol_id = ids.id AND m.open_time >= ?3 AND m.open_time < ?4 WHERE m.final = 1 ' +
  'UNION ALL SELECT o.symbol_id, o.open_time, o.revision FROM ids ' +
  'JOIN observed_minute o ON o.symbol_id = ids.id AND o.open_time >= ?3 AND o.open_time < ?4 WHERE NOT EXISTS (SELECT 1 FROM ids i ' +
  'JOIN candle_1m f ON f.symbol_id = i.id AND f.open_time = o.open_time WHERE f.final = 1)) ' +
  "SELECT symbol_id, open_time, revision, (SELECT group_concat((c.open_time - part.open_time) || ' ' || c.open || ' ' || c.high || ' ' " +
  "|| c.low || ' ' || c.close || ' ' || c.volume || ' ' || c.marks, ' ') FROM candle_1s c WHERE c.symbol_id = part.symbol_id " +
  'AND c.open_time >= part.open_time AND c.open_time < part.open_time + 60) AS text FROM part ORDER BY open_time';

/** Parameters: symbol, series, hour. */
const SELECT_STAMP =
  'SELECT coalesce(sum(h.stamp), 0) AS stamp FROM market_symbol s JOIN candle_hour h ON h.symbol_id = s.id AND h.hour = ?3 ' +
  'WHERE s.symbol = ?1 AND s.series = ?2';

const SECOND_COLUMNS = 7;

interface MinuteText {
  readonly symbol_id: number;
  readonly open_time: number;
  readonly revision: number;
  /** Numbers of each second; null where the minute has no rows. */
  readonly text: string | null;
}

export interface HourRead {
  /** A new one wherever the symbol row changes. */
  readonly series: readonly CandleSeries[];
  /** Of each series. */
  readonly symbolIds: readonly number[];
  /** Change stamp of the hour when it was read. */
  readonly stamp: number;
}

interface Key {
  readonly symbol: string;
  readonly series: SeriesName;
}

/** The seconds of one hour from its rows; those of minutes without rows are made. */
export async function readHour(key: Key, hourS: number, scales: Scales, statement: Statement): Promise<HourRead> {
  const minutes = await statement<MinuteText>(SELECT_HOUR, [key.symbol, key.series, hourS, hourS + HOUR_S]);
  const [stamp] = await statement<{ stamp: number }>(SELECT_STAMP, [key.symbol, key.series, hourS]);
  const isMade = minutes.some((minute) => minute.text === null);
  const around = isMade ? await readAround(key, hourS, hourS + HOUR_S - 60, statement) : undefined;
  const finals = around === undefined ? [] : [around.before, ...around.existing].filter((one) => one?.isFinal === true);
  const series: CandleSeries[] = [];
  const symbolIds: number[] = [];
  for (const minute of minutes) {
    let last = series.at(-1);
    if (last === undefined || symbolIds.at(-1) !== minute.symbol_id) {
      last = new CandleSeries(1, scaleOf(scales, minute.symbol_id), HOUR_S);
      series.push(last);
      symbolIds.push(minute.symbol_id);
    }
    if (minute.text !== null) appendRows(last, minute, minute.text);
    else appendMade(last, minute.open_time, finals as StoredMinute[], around?.observed ?? new Map(), key);
  }
  return { series, symbolIds, stamp: stamp?.stamp ?? 0 };
}

const values = new Float64Array(60 * SECOND_COLUMNS);

function appendRows(series: CandleSeries, { open_time: openTimeS, revision }: MinuteText, text: string): void {
  const count = readIntegers(text, values);
  for (let at = 0; at < count; at += SECOND_COLUMNS) {
    const row = series.length;
    series.openTimeS[row] = openTimeS + (values[at] as number);
    series.open[row] = values[at + 1] as number;
    series.high[row] = values[at + 2] as number;
    series.low[row] = values[at + 3] as number;
    series.close[row] = values[at + 4] as number;
    series.volume[row] = values[at + 5] as number;
    const marks = values[at + 6] as number;
    series.origin[row] = originOfMarks(marks);
    series.flags[row] = marks >> 2;
    series.revision[row] = revision;
    series.length = row + 1;
  }
}

function appendMade(
  series: CandleSeries,
  openTimeS: number,
  finals: readonly StoredMinute[],
  observed: ReadonlyMap<number, ObservedMinute>,
  key: Key,
): void {
  const index = finals.findIndex((one) => one.openTimeS === openTimeS);
  const minute = finals[index];
  if (minute === undefined) return;
  const seconds = servedSeconds(minute, observed.get(openTimeS), closeOf(finals[index - 1]), key);
  copySeconds(seconds, series, series.length);
  series.revision.fill(minute.revision, series.length, series.length + 60);
  series.length += 60;
}
