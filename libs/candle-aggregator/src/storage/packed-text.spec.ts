import fc from 'fast-check';
import { CandleSeries } from '../candle-series';
import { packMinuteTimes, packSeconds, readIntegers } from './packed-text';

describe('packSeconds', () => {
  it('default: fixed-width digits, as wide as the widest needs', () => {
    const series = new CandleSeries(1, { priceScale: 0, volumeScale: 0 }, 2);
    series.open.set([5, 120]);
    series.high.set([7, 130]);
    series.low.set([5, 9]);
    series.close.set([6, 125]);
    series.volume.set([0, 42]);
    series.origin.set([3, 2]);
    series.length = 2;
    const packed = packSeconds(series);
    expect(packed.rows.toString('latin1')).toBe('005007005006001' + '120130009125420');
    expect(packed).toMatchObject({ rowCount: 2, priceWidth: 3, volumeWidth: 2, rowWidth: 15 });
  });

  it('behavior: every whole number below 2^53 is packed as its digits', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (high, volume) => {
        const series = new CandleSeries(1, { priceScale: 0, volumeScale: 0 }, 1);
        for (const column of [series.open, series.high, series.low, series.close]) column[0] = high;
        series.volume[0] = volume;
        series.origin[0] = 2;
        series.length = 1;
        expect(packSeconds(series).rows.toString('latin1')).toBe(`${String(high).repeat(4)}${volume}0`);
      }),
      { numRuns: 10_000 },
    );
  });

  it('default: minute times have ten digits', () => {
    expect(packMinuteTimes([1609459200, 60]).toString('latin1')).toBe('16094592000000000060');
  });
});

describe('readIntegers', () => {
  it('behavior: reads back what was joined', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat(), { maxLength: 20 }), (numbers) => {
        const into = new Float64Array(20);
        expect(readIntegers(numbers.join(' '), into)).toBe(numbers.length);
        expect([...into.subarray(0, numbers.length)]).toEqual(numbers);
      }),
      { numRuns: 10_000 },
    );
  });
});
