import type { CandleSeries } from '../candle-series';
import { marksOf } from './second-marks';

/** Seconds as fixed-width digits, for one statement that SQLite splits on its own thread. */
export interface PackedSeconds {
  /** Rows of open, high, low, close (each `priceWidth`), volume (`volumeWidth`) and marks (`marksWidth`). */
  readonly rows: Buffer;
  readonly rowCount: number;
  readonly priceWidth: number;
  readonly volumeWidth: number;
  readonly marksWidth: number;
  readonly rowWidth: number;
}

/** Packs the first `length` rows of a series. Numbers are whole, from 0 to 2^53 − 1. */
export function packSeconds(series: CandleSeries): PackedSeconds {
  const { length, open, high, low, close, volume, origin, flags } = series;
  let highest = 0;
  let largest = 0;
  let marks = 0;
  for (let row = 0; row < length; row += 1) {
    if ((high[row] as number) > highest) highest = high[row] as number;
    if ((volume[row] as number) > largest) largest = volume[row] as number;
    if ((flags[row] as number) > marks) marks = flags[row] as number;
  }
  const priceWidth = String(highest).length;
  const volumeWidth = String(largest).length;
  const marksWidth = String(marks * 4 + 2).length;
  const rowWidth = 4 * priceWidth + volumeWidth + marksWidth;
  const rows = Buffer.allocUnsafe(length * rowWidth);
  let end = 0;
  for (let row = 0; row < length; row += 1) {
    putDigits(rows, (end += priceWidth), priceWidth, open[row] as number);
    putDigits(rows, (end += priceWidth), priceWidth, high[row] as number);
    putDigits(rows, (end += priceWidth), priceWidth, low[row] as number);
    putDigits(rows, (end += priceWidth), priceWidth, close[row] as number);
    putDigits(rows, (end += volumeWidth), volumeWidth, volume[row] as number);
    putDigits(rows, (end += marksWidth), marksWidth, marksOf(origin[row] as number, flags[row] as number));
  }
  return { rows, rowCount: length, priceWidth, volumeWidth, marksWidth, rowWidth };
}

/** Open times of minutes, whole seconds, ten digits each. */
export function packMinuteTimes(timesS: readonly number[]): Buffer {
  return Buffer.from(timesS.map((timeS) => String(timeS).padStart(10, '0')).join(''), 'latin1');
}

/** Reads whole numbers from 0 that are separated by single blanks into `into`; answers how many there were. */
export function readIntegers(text: string, into: Float64Array): number {
  let count = 0;
  let value = 0;
  const { length } = text;
  for (let i = 0; i < length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 32) {
      into[count] = value;
      count += 1;
      value = 0;
    } else value = value * 10 + (code - 48);
  }
  if (length > 0) {
    into[count] = value;
    count += 1;
  }
  return count;
}

/** Digits of a whole number, padded with zeros, so that they end before `end`. */
function putDigits(target: Buffer, end: number, width: number, value: number): void {
  let rest = value;
  let at = end - 1;
  const start = end - width;
  // Above 2^31 the quotient needs doubles; below, 32-bit arithmetic is several times faster.
  while (rest > 0x7fffffff) {
    const quotient = Math.floor(rest / 10);
    target[at] = 48 + (rest - quotient * 10);
    rest = quotient;
    at -= 1;
  }
  rest |= 0;
  for (; at >= start; at -= 1) {
    const quotient = (rest / 10) | 0;
    target[at] = 48 + (rest - quotient * 10);
    rest = quotient;
  }
}
