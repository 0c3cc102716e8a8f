import type { CandleSeries } from '../candle-series';
import type { CandleRange, StoredFault, VerifyReport } from '../candle-store';
import { cutSeries } from '../cut-series';
import { PACKED_FORMAT } from '../packed/pack-seconds';
import { unpackSeries } from '../packed/unpack-seconds';
import { closeOf } from '../plan-minute-writes';
import { DEFAULT_SERIES, type SeriesName } from '../series-name';
import { FaultList, secondsFaults } from '../stored-faults';
import type { Statement } from './data-sources';
import { readAround } from './read-around';
import { readHour } from './read-hour';
import { type Scales, readScales, scaleOf } from './symbol-scales-read';

const HOUR_S = 3_600;

// Parameters: symbol, series, first and end time in whole seconds.
const OF_SYMBOL =
  'FROM market_symbol s JOIN %t c ON c.symbol_id = s.id WHERE s.symbol = ?1 AND s.series = ?2 AND c.open_time >= ?3 AND c.open_time < ?4';

const SELECT_COUNTS = `SELECT c.open_time - c.open_time % 60 AS time_s, count(*) AS count ${OF_SYMBOL.replace('%t', 'candle_1s')} GROUP BY 1 ORDER BY 1`;

const SELECT_DIRTY = `SELECT c.open_time AS time_s ${OF_SYMBOL.replace('%t', 'candle_dirty')} ORDER BY 1`;

/** Parameters: symbol, series, hour. */
const SELECT_PACKED =
  'SELECT h.symbol_id, h.row_count, h.data FROM market_symbol s JOIN candle_hour h ON h.symbol_id = s.id AND h.hour = ?3 ' +
  `WHERE s.symbol = ?1 AND s.series = ?2 AND h.data IS NOT NULL AND h.format = ${PACKED_FORMAT}`;

/** Parameters: symbol, series, time. */
const SELECT_NEXT = `SELECT min(t) AS time_s FROM (${['candle_1m', 'candle_1s', 'candle_dirty']
  .map(
    (table) =>
      `SELECT min(c.open_time) AS t FROM market_symbol s JOIN ${table} c ON c.symbol_id = s.id AND c.open_time >= ?3 WHERE s.symbol = ?1 AND s.series = ?2`,
  )
  .join(' UNION ALL ')})`;

interface Hour {
  readonly symbol: string;
  readonly series: SeriesName;
  readonly hourS: number;
  /** Part of the hour that is asked for. */
  readonly fromS: number;
  readonly toS: number;
}

/** One report: minutes, rows, packed hours, and all that does not fit together. Reads an hour at a time. */
export async function* verifyCandles(
  { symbol, series = DEFAULT_SERIES, startTs, endTs }: CandleRange,
  statement: Statement,
): AsyncIterable<VerifyReport> {
  const startS = Math.ceil(startTs / 60_000) * 60;
  const endS = Math.ceil(endTs / 1000);
  const scales = await readScales({ symbol, series }, statement);
  const faults = new FaultList();
  const counts = { minutes: 0, seconds: 0, packedHours: 0 };
  for (let fromS = startS; fromS < endS;) {
    const [next] = await statement<{ time_s: number | null }>(SELECT_NEXT, [symbol, series, fromS]);
    if (typeof next?.time_s !== 'number' || next.time_s >= endS) break;
    const hourS = next.time_s - (next.time_s % HOUR_S);
    const toS = Math.min(endS, hourS + HOUR_S);
    const found = await verifyHour({ symbol, series, hourS, fromS: Math.max(startS, hourS), toS }, scales, statement);
    faults.add(found.faults);
    counts.minutes += found.minutes;
    counts.seconds += found.seconds;
    counts.packedHours += found.packedHours;
    fromS = toS;
  }
  yield { ...counts, ...faults.result() };
}

async function verifyHour(hour: Hour, scales: Scales, statement: Statement) {
  const { symbol, series, hourS, fromS, toS } = hour;
  const faults: StoredFault[] = [];
  const around = await readAround(hour, fromS, toS - 60, statement);
  const rows = await readHour(hour, hourS, scales, statement);
  const dirty = await statement<{ time_s: number }>(SELECT_DIRTY, [symbol, series, fromS, toS]);
  const counted = await statement<{ time_s: number; count: number }>(SELECT_COUNTS, [symbol, series, fromS, toS]);
  const countOf = new Map(counted.map((row) => [row.time_s, row.count]));
  for (const { time_s: timeS } of dirty)
    faults.push(fault('edited', timeS, 'a minute that was changed by hand', 'its seconds to be made anew'));

  const finals = around.existing.filter((minute) => minute.isFinal);
  finals.forEach((minute, index) => {
    const count = countOf.get(minute.openTimeS) ?? 0;
    // Without rows a minute is whole, too: they are made when it is read.
    if (count !== 0 && count !== 60) faults.push(fault('count', minute.openTimeS, `${count} seconds`, '60 or none'));
    const seconds = secondsOf(rows.series, minute.openTimeS);
    const isMarked = dirty.some((row) => row.time_s === minute.openTimeS);
    if (seconds !== undefined && seconds.length === 60 && !isMarked)
      faults.push(...secondsFaults(minute, closeOf(finals[index - 1] ?? around.before), seconds, series));
  });
  const known = new Set([...finals.map((minute) => minute.openTimeS), ...around.observed.keys()]);
  for (const [timeS, count] of countOf)
    if (!known.has(timeS)) faults.push(fault('count', timeS, `${count} seconds without their minute`, 'none'));

  const packed = await statement<{ symbol_id: number; row_count: number; data: Uint8Array }>(SELECT_PACKED, [symbol, series, hourS]);
  for (const { symbol_id: id, row_count: rowCount, data } of packed) {
    const difference = differenceOf(rows.series, () => unpackSeries(data, scaleOf(scales, id)), rowCount);
    if (difference !== undefined) faults.push(fault('packed', hourS, difference, 'what the rows of the hour hold'));
  }
  const seconds = [...countOf.values()].reduce((sum, count) => sum + count, 0);
  return { faults, minutes: finals.length, seconds, packedHours: packed.length };
}

function fault(code: StoredFault['code'], timeS: number, found: string, expected: string): StoredFault {
  return { code, timestamp: timeS * 1000, found, expected };
}

function secondsOf(parts: readonly CandleSeries[], minuteS: number): CandleSeries | undefined {
  return parts.map((part) => cutSeries(part, minuteS, minuteS + 60)).find((part) => part.length > 0);
}

/** In words; undefined where both hold the same. */
function differenceOf(rows: readonly CandleSeries[], unpack: () => CandleSeries, rowCount: number): string | undefined {
  let packed: CandleSeries;
  try {
    packed = unpack();
  } catch (error) {
    return `packed bytes that cannot be read (${String(error)})`;
  }
  const [only, ...others] = rows;
  if (only === undefined || others.length > 0) return `${packed.length} packed rows beside ${rows.length} stretches of rows`;
  if (packed.length !== only.length || rowCount !== only.length)
    return `${packed.length} packed rows (${rowCount} by its count), ${only.length} rows`;
  for (let row = 0; row < only.length; row += 1)
    for (const column of ['openTimeS', 'open', 'high', 'low', 'close', 'volume', 'origin', 'flags', 'revision'] as const)
      if (packed[column][row] !== only[column][row])
        return `${column} ${packed[column][row]} packed, ${only[column][row]} in the row of second ${only.openTimeS[row]}`;
  return undefined;
}
