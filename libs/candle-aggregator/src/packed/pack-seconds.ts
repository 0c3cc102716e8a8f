import type { CandleSeries } from '../candle-series';
import { VarintWriter } from './varint-writer';

/** Version of the packing; a reader that does not know it takes the rows. */
export const PACKED_FORMAT = 1;

/** Two wicks of fewer steps than this share one byte … */
export const SHORT = 11;
/** … and of fewer than this two bytes; above that number each has its own. */
export const MIDDLE = 127;
export const SHORT_WICKS = SHORT * SHORT;
export const LONG_WICKS = SHORT_WICKS + MIDDLE * MIDDLE;

/**
 * Packs rows of a series in time order, which need not follow each other, into about 5 bytes a second. A second that stands still at the
 * close before it takes almost nothing; prices and volumes are counted in their greatest common divisors.
 */
export function packSeries(series: CandleSeries, fromRow = 0, toRow = series.length, writer = new VarintWriter()): Buffer {
  const { openTimeS, open, high, low, close, volume, origin, flags, revision } = series;
  writer.clear();
  const tick = commonDivisor([open, high, low, close], fromRow, toRow);
  const unit = commonDivisor([volume], fromRow, toRow);
  const startS = fromRow < toRow ? (openTimeS[fromRow] as number) : 0;
  for (const value of [toRow - fromRow, startS, tick, unit]) writer.unsigned(value);
  writeRuns(writer, fromRow, toRow, (row) => (openTimeS[row] as number) - startS - (row - fromRow));
  writeRuns(writer, fromRow, toRow, (row) => (origin[row] as number) + 4 * (flags[row] as number));
  writeRuns(writer, fromRow, toRow, (row) => revision[row] as number);

  let standing = 0;
  for (let row = fromRow; row < toRow;) {
    const quietEnd = endOfQuiet(series, row, toRow, standing);
    const movingEnd = endOfMoving(series, quietEnd, toRow);
    const moving = movingEnd - quietEnd;
    const jump = moving > 0 ? (open[quietEnd] as number) - standing : 0;
    // A stretch: how many move, whether quiet ones come before them, and whether the first one opens elsewhere than the last one closed.
    writer.unsigned(moving * 4 + (quietEnd > row ? 2 : 0) + (jump === 0 ? 0 : 1));
    if (quietEnd > row) writer.unsigned(quietEnd - row);
    if (jump !== 0) writer.signed(jump / tick);
    for (let at = quietEnd; at < movingEnd; at += 1) {
      const o = open[at] as number;
      const c = close[at] as number;
      const isUp = c > o;
      writer.signed((c - o) / tick);
      const above = ((high[at] as number) - (isUp ? c : o)) / tick;
      const below = ((isUp ? o : c) - (low[at] as number)) / tick;
      if (above < SHORT && below < SHORT) writer.unsigned(above * SHORT + below);
      else if (above < MIDDLE && below < MIDDLE) writer.unsigned(SHORT_WICKS + above * MIDDLE + below);
      else {
        writer.unsigned(LONG_WICKS);
        writer.unsigned(above);
        writer.unsigned(below);
      }
      writer.unsigned((volume[at] as number) / unit);
      standing = c;
    }
    row = movingEnd;
  }
  return writer.toBuffer();
}

/** End of the seconds from a row on that stand still at a price. */
function endOfQuiet({ open, high, low, close, volume }: CandleSeries, from: number, to: number, standing: number): number {
  let row = from;
  while (
    row < to &&
    open[row] === standing &&
    high[row] === standing &&
    low[row] === standing &&
    close[row] === standing &&
    volume[row] === 0
  )
    row += 1;
  return row;
}

/** End of the seconds from a row on that each open where the one before closed, and do not stand still; the first may open anywhere. */
function endOfMoving({ open, high, low, close, volume }: CandleSeries, from: number, to: number): number {
  let row = from;
  for (; row < to; row += 1) {
    if (row === from) continue;
    const standing = close[row - 1] as number;
    if (open[row] !== standing) break;
    if (volume[row] === 0 && high[row] === standing && low[row] === standing && close[row] === standing) break;
  }
  return row;
}

/** A column that seldom changes: value and length of each run. */
function writeRuns(writer: VarintWriter, fromRow: number, toRow: number, valueOf: (row: number) => number): void {
  for (let row = fromRow; row < toRow;) {
    const value = valueOf(row);
    let end = row + 1;
    while (end < toRow && valueOf(end) === value) end += 1;
    writer.unsigned(value);
    writer.unsigned(end - row);
    row = end;
  }
}

/** Greatest whole number that divides all of them; 1 where all are 0. */
function commonDivisor(columns: readonly Float64Array[], fromRow: number, toRow: number): number {
  let divisor = 0;
  for (const column of columns) {
    for (let row = fromRow; row < toRow; row += 1) {
      let rest = column[row] as number;
      if (divisor !== 0 && rest % divisor === 0) continue;
      while (rest !== 0) [divisor, rest] = [rest, divisor % rest];
      if (divisor === 1) return 1;
    }
  }
  return divisor === 0 ? 1 : divisor;
}
