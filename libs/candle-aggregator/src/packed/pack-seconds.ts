import { CandleSeries, type SeriesScale } from '../candle-series';
import { VarintReader } from './varint-reader';
import { VarintWriter } from './varint-writer';

/** Version of the packing; a reader that does not know it takes the rows. */
export const PACKED_FORMAT = 1;

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
  let quiet = 0;
  for (let row = fromRow; row < toRow; row += 1) {
    const o = open[row] as number;
    const h = high[row] as number;
    const l = low[row] as number;
    const c = close[row] as number;
    const v = volume[row] as number;
    if (o === standing && h === standing && l === standing && c === standing && v === 0) {
      quiet += 1;
      continue;
    }
    // The first number of a moving second: how many quiet ones came before it, and whether it opens elsewhere than the last one closed.
    writer.unsigned(quiet * 2 + (o === standing ? 0 : 1));
    quiet = 0;
    if (o !== standing) writer.signed((o - standing) / tick);
    writer.signed((c - o) / tick);
    writer.unsigned((h - (o > c ? o : c)) / tick);
    writer.unsigned(((o > c ? c : o) - l) / tick);
    writer.unsigned(v / unit);
    standing = c;
  }
  return writer.toBuffer();
}

/** The rows that {@link packSeries} packed. */
export function unpackSeries(data: Uint8Array, scale: SeriesScale): CandleSeries {
  const reader = new VarintReader(data);
  const count = reader.unsigned();
  const startS = reader.unsigned();
  const tick = reader.unsigned();
  const unit = reader.unsigned();
  const series = new CandleSeries(1, scale, count);
  const { openTimeS, open, high, low, close, volume, origin, flags, revision } = series;
  readRuns(reader, count, (from, to, gap) => {
    for (let row = from; row < to; row += 1) openTimeS[row] = startS + row + gap;
  });
  readRuns(reader, count, (from, to, marks) => {
    origin.fill(marks & 3, from, to);
    flags.fill(marks >> 2, from, to);
  });
  readRuns(reader, count, (from, to, value) => void revision.fill(value, from, to));

  let standing = 0;
  let row = 0;
  while (!reader.isAtEnd) {
    const head = reader.unsigned();
    for (let quiet = head >>> 1; quiet > 0; quiet -= 1, row += 1) {
      open[row] = standing;
      high[row] = standing;
      low[row] = standing;
      close[row] = standing;
    }
    const o = (head & 1) === 0 ? standing : standing + reader.signed() * tick;
    const c = o + reader.signed() * tick;
    open[row] = o;
    close[row] = c;
    high[row] = (o > c ? o : c) + reader.unsigned() * tick;
    low[row] = (o > c ? c : o) - reader.unsigned() * tick;
    volume[row] = reader.unsigned() * unit;
    standing = c;
    row += 1;
  }
  for (; row < count; row += 1) {
    open[row] = standing;
    high[row] = standing;
    low[row] = standing;
    close[row] = standing;
  }
  series.length = count;
  return series;
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

function readRuns(reader: VarintReader, count: number, fill: (from: number, to: number, value: number) => void): void {
  for (let row = 0; row < count;) {
    const value = reader.unsigned();
    const end = Math.min(count, row + reader.unsigned());
    if (end === row) throw new RangeError(`packed candles: found an empty run at row ${row}, expected ${count} rows`);
    fill(row, end, value);
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
