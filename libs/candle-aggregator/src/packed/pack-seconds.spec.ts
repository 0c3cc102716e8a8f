import fc from 'fast-check';
import { CandleSeries } from '../candle-series';
import { packSeries } from './pack-seconds';
import { unpackSeries } from './unpack-seconds';

const SCALE = { priceScale: 2, volumeScale: 3 };
const COLUMNS = ['openTimeS', 'open', 'high', 'low', 'close', 'volume', 'origin', 'flags', 'revision'] as const;

function rowsOf(series: CandleSeries): number[][] {
  return Array.from({ length: series.length }, (_, row) => COLUMNS.map((column) => series[column][row] as number));
}

function seriesOf(rows: readonly (readonly number[])[]): CandleSeries {
  const series = new CandleSeries(1, SCALE, rows.length);
  rows.forEach((row, index) => COLUMNS.forEach((column, at) => (series[column][index] = row[at] as number)));
  series.length = rows.length;
  return series;
}

/** Seconds with holes between them; many stand still, some numbers are the largest there are. */
const seconds = fc
  .array(
    fc.record({
      gap: fc.constantFrom(0, 0, 0, 1, 59),
      isStill: fc.boolean(),
      isJump: fc.boolean(),
      prices: fc.tuple(fc.nat(50), fc.nat(50), fc.nat(200), fc.constantFrom(0, 0, 0, 2 ** 52)),
      volume: fc.oneof(fc.nat(500), fc.constantFrom(0, Number.MAX_SAFE_INTEGER)),
      origin: fc.constantFrom(1, 2, 3),
      flags: fc.constantFrom(0, 0, 0, 4, 511),
      revision: fc.constantFrom(0, 0, 3),
      tick: fc.constantFrom(1, 5),
    }),
    { maxLength: 80 },
  )
  .map((list) => {
    let timeS = 1_609_459_200;
    let last = 1_000;
    return list.map(({ gap, isStill, isJump, prices: [first, second, third, far], volume, origin, flags, revision, tick }) => {
      timeS += gap + 1;
      const open = isJump ? (first + 10) * tick + far : last;
      const close = isStill ? open : (second + 10) * tick + far;
      const high = Math.max(open, close) + (isStill ? 0 : third * tick);
      const low = Math.min(open, close) - (isStill ? 0 : Math.min(third, 9));
      last = close;
      return [timeS, open, high, low, close, isStill ? 0 : volume, origin, flags, revision];
    });
  });

describe('packSeries', () => {
  it('default: a still hour takes a few bytes, a moving one about five a second', () => {
    const still = Array.from({ length: 3_600 }, (_, i) => [i, 5, 5, 5, 5, 0, 3, 0, 0]);
    expect(packSeries(seriesOf(still)).length).toBeLessThan(40);
    const moving = Array.from({ length: 3_600 }, (_, i) => [i, 900 + i, 903 + i, 899 + i, 901 + i, 40, 2, 0, 0]);
    expect(packSeries(seriesOf(moving)).length).toBeLessThan(3_600 * 5);
  });

  it('E31: what is packed is unpacked again, to the last bit', () => {
    fc.assert(
      fc.property(seconds, (rows) => {
        expect(rowsOf(unpackSeries(packSeries(seriesOf(rows)), SCALE))).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('args: columns that were used before hold nothing of it', () => {
    fc.assert(
      fc.property(seconds, seconds, (before, rows) => {
        const used = unpackSeries(packSeries(seriesOf(before)), SCALE);
        expect(rowsOf(unpackSeries(packSeries(seriesOf(rows)), SCALE, used))).toEqual(rows);
        const otherScale = unpackSeries(packSeries(seriesOf(rows)), { ...SCALE, priceScale: 3 }, used);
        expect(otherScale).not.toBe(used);
      }),
    );
  });

  it('args: a part of the rows', () => {
    const rows = Array.from({ length: 10 }, (_, i) => [60 + i, 100, 110, 90, 100 + i, i, 2, 0, 0]);
    expect(rowsOf(unpackSeries(packSeries(seriesOf(rows), 3, 7), SCALE))).toEqual(rows.slice(3, 7));
  });

  it.each([1, 63, 64, 127, 128, 8_191, 8_192, 16_383, 16_384, 2 ** 40])('args: moves, wicks and volumes around %d', (size) => {
    const open = size + 2;
    const rows = [
      [60, open, open + size + 3, open, open + size, size, 2, 0, 0],
      [61, open + size, open + size + size, open - 1, open, size + 1, 2, 0, 0],
      [62, open, open + 1, 1, 2, 1, 2, 0, 0],
    ];
    expect(rowsOf(unpackSeries(packSeries(seriesOf(rows)), SCALE))).toEqual(rows);
  });

  it('error: bytes that end too early, wherever that is', () => {
    fc.assert(
      fc.property(seconds, fc.nat(), (rows, place) => {
        const packed = packSeries(seriesOf(rows));
        expect(() => unpackSeries(packed.subarray(0, place % packed.length), SCALE)).toThrow(RangeError);
      }),
    );
  });
});
