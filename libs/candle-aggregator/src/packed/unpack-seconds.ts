import { CandleSeries, type SeriesScale, isSameScale } from '../candle-series';
import { LONG_WICKS, MIDDLE, SHORT, SHORT_WICKS } from './pack-seconds';
import { VarintReader } from './varint-reader';

// Two wicks by the number that holds both; looking them up is faster than dividing.
const ABOVE = Uint8Array.from({ length: LONG_WICKS }, (_, pair) =>
  Math.floor(pair < SHORT_WICKS ? pair / SHORT : (pair - SHORT_WICKS) / MIDDLE),
);
const BELOW = Uint8Array.from({ length: LONG_WICKS }, (_, pair) => (pair < SHORT_WICKS ? pair % SHORT : (pair - SHORT_WICKS) % MIDDLE));

/**
 * The rows that `packSeries` packed.
 *
 * @param used seconds that nobody reads any more; their columns are filled again where they fit
 * @throws {RangeError} the bytes end too early, or hold other rows than they say
 */
export function unpackSeries(data: Uint8Array, scale: SeriesScale, used?: CandleSeries): CandleSeries {
  const reader = new VarintReader(data);
  const count = reader.unsigned();
  const startS = reader.unsigned();
  const tick = reader.unsigned();
  const unit = reader.unsigned();
  const isUsed = used !== undefined && used.capacity >= count && isSameScale(used.scale, scale);
  const series = isUsed ? used : new CandleSeries(1, scale, count);
  const { openTimeS, open, high, low, close, volume, origin, flags, revision } = series;
  readRuns(reader, count, (from, to, gap) => {
    const firstS = startS + gap;
    for (let row = from; row < to; row += 1) openTimeS[row] = firstS + row;
  });
  readRuns(reader, count, (from, to, marks) => {
    origin.fill(marks & 3, from, to);
    flags.fill(marks >> 2, from, to);
  });
  readRuns(reader, count, (from, to, value) => void revision.fill(value, from, to));

  let standing = 0;
  for (let row = 0; row < count;) {
    const head = reader.unsigned();
    const quietEnd = row + ((head & 2) === 0 ? 0 : reader.unsigned());
    const jump = (head & 1) === 0 ? 0 : reader.signed() * tick;
    const movingEnd = quietEnd + (head >>> 2);
    if (movingEnd === row || movingEnd > count)
      throw new RangeError(`packed candles: found a stretch to row ${movingEnd}, expected ${count} rows`);
    if (quietEnd > row) {
      for (const column of [open, high, low, close]) column.fill(standing, row, quietEnd);
      volume.fill(0, row, quietEnd);
    }
    standing = readMoving(reader, series, { from: quietEnd, to: movingEnd, standing: standing + jump, tick, unit });
    row = movingEnd;
  }
  series.length = count;
  return series;
}

interface Moving {
  readonly from: number;
  readonly to: number;
  /** Where the first row opens. */
  readonly standing: number;
  readonly tick: number;
  readonly unit: number;
}

/** Rows that open where the one before closed; answers the last close. Numbers of one or two bytes, as nearly all are, are read in place. */
function readMoving(reader: VarintReader, series: CandleSeries, { from, to, standing, tick, unit }: Moving): number {
  const { open, high, low, close, volume } = series;
  const { bytes } = reader;
  let { at } = reader;
  let o = standing;
  for (let row = from; row < to; row += 1) {
    const rowAt = at;
    // Beyond the end there is no byte, which is not below 0x80 either.
    let isLonger = false;
    const move = bytes[at++] as number;
    let size = move & 0x3f;
    if (!(move < 0x80)) {
      const more = bytes[at++] as number;
      isLonger = !(more < 0x80);
      size += more << 6;
    }
    let wicks = bytes[at++] as number;
    if (!(wicks < 0x80)) {
      const more = bytes[at++] as number;
      isLonger ||= !(more < 0x80);
      wicks = (wicks & 0x7f) + (more << 7);
    }
    let units = bytes[at++] as number;
    if (!(units < 0x80)) {
      const more = bytes[at++] as number;
      isLonger ||= !(more < 0x80);
      units = (units & 0x7f) + (more << 7);
    }
    open[row] = o;
    if (isLonger || wicks >= LONG_WICKS) {
      reader.at = rowAt;
      o = readLonger(reader, series, row, tick, unit);
      at = reader.at;
      continue;
    }
    // Nobody could foresee which way it goes, so there is no branch: `sign` is -1 or 0.
    const sign = (move << 25) >> 31;
    const steps = (size ^ sign) - sign;
    high[row] = o + ((steps & ~sign) + (ABOVE[wicks] as number)) * tick;
    low[row] = o + ((steps & sign) - (BELOW[wicks] as number)) * tick;
    volume[row] = units * unit;
    o += steps * tick;
    close[row] = o;
  }
  reader.at = at;
  return o;
}

/** One row whose numbers may be of any length, where its open stands already; answers its close. */
function readLonger(
  reader: VarintReader,
  { open, high, low, close, volume }: CandleSeries,
  row: number,
  tick: number,
  unit: number,
): number {
  const o = open[row] as number;
  const c = o + reader.signed() * tick;
  const wicks = reader.unsigned();
  const above = wicks === LONG_WICKS ? reader.unsigned() : (ABOVE[wicks] as number);
  const below = wicks === LONG_WICKS ? reader.unsigned() : (BELOW[wicks] as number);
  high[row] = Math.max(o, c) + above * tick;
  low[row] = Math.min(o, c) - below * tick;
  close[row] = c;
  volume[row] = reader.unsigned() * unit;
  return c;
}

/** A column that seldom changes: value and length of each run. */
function readRuns(reader: VarintReader, count: number, fill: (from: number, to: number, value: number) => void): void {
  for (let row = 0; row < count;) {
    const value = reader.unsigned();
    const end = Math.min(count, row + reader.unsigned());
    if (end === row) throw new RangeError(`packed candles: found an empty run at row ${row}, expected ${count} rows`);
    fill(row, end, value);
    row = end;
  }
}
