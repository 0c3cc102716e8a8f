import type { CandleSeries } from '../candle-series';
import { type PackedSeconds, packMinuteTimes, packSeconds } from './packed-text';

/** Parameters: packed rows, their count, symbol id, and what `time` reads. Widths stand in the text, so that SQLite works them out once. */
function upsertSeconds({ priceWidth, volumeWidth, marksWidth, rowWidth }: PackedSeconds, time: string): string {
  let offset = 1;
  const numbers = [priceWidth, priceWidth, priceWidth, priceWidth, volumeWidth, marksWidth].map((width) => {
    offset += width;
    return `CAST(substr(?1, ${offset - width} + i * ${rowWidth}, ${width}) AS INTEGER)`;
  });
  return (
    'INSERT INTO candle_1s (symbol_id, open_time, open, high, low, close, volume, marks) ' +
    `SELECT ?3, ${time}, ${numbers.join(', ')} FROM row_number WHERE i < ?2 ON CONFLICT (symbol_id, open_time) DO UPDATE SET ` +
    'open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume, marks = excluded.marks ' +
    'WHERE (open, high, low, close, volume, marks) IS NOT ' +
    '(excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.marks)'
  );
}

/** Seconds that follow each other; parameter: the first time. */
const TIME_IN_A_ROW = 'CAST(?4 AS INTEGER) + i';

/** Parameters: packed times of ten digits, seconds that follow each. */
const TIME_OF_LIST = 'CAST(substr(?4, 1 + (i / ?5) * 10, 10) AS INTEGER) + i % ?5';

/** The statement that stores the rows of a series; each time is followed by as many seconds. */
export function upsertSeries(
  series: CandleSeries,
  symbolId: number,
  timesS: readonly number[],
  secondsATime: number,
): { readonly sql: string; readonly parameters: readonly unknown[] } {
  const packed = packSeconds(series);
  const shared = [packed.rows, packed.rowCount, symbolId];
  const firstS = timesS[0] ?? 0;
  // Times are in order and each stands once.
  const areInARow = (timesS.at(-1) ?? 0) - firstS === (timesS.length - 1) * secondsATime;
  if (areInARow) return { sql: upsertSeconds(packed, TIME_IN_A_ROW), parameters: [...shared, firstS] };
  return { sql: upsertSeconds(packed, TIME_OF_LIST), parameters: [...shared, packMinuteTimes(timesS), secondsATime] };
}
