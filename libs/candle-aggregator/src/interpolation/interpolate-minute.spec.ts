import { CandleFlag } from '../candle-flag';
import { OriginCode } from '../candle-origin';
import { CandleSeries } from '../candle-series';
import type { Minute } from '../minute';
import type { ScaledPrice } from '../scaled-number';
import { type InterpolationContext, interpolateMinute } from './interpolate-minute';
import { roundedQuotient } from './linear-path';

const CONTEXT: InterpolationContext = { symbol: 'BTC_USDT', series: 'trade', profile: { method: 'linear@1', seed: 0 } };

function minute(open: number, high: number, low: number, close: number, volume: number, scale = 0): Minute {
  const flags = volume === 0 && high !== low ? CandleFlag.Volumeless : 0;
  return {
    openTimeS: 1609459200,
    open,
    high,
    low,
    close,
    volume,
    priceGrid: { step: 1, scale },
    volumeGrid: { step: 1, scale: 0 },
    flags,
    isFinal: true,
  };
}

function secondsOf(given: Minute, previousClose?: ScaledPrice): CandleSeries {
  const scale = { priceScale: given.priceGrid.scale, volumeScale: given.volumeGrid.scale };
  const series = new CandleSeries(1, scale, 60);
  interpolateMinute(given, previousClose, CONTEXT, series, 0);
  series.length = 60;
  return series;
}

function row(series: CandleSeries, i: number): number[] {
  return [series.open, series.high, series.low, series.close, series.volume].map((column) => column[i] as number);
}

describe('interpolateMinute with linear@1', () => {
  it('default: the worked example, to the digit', () => {
    const series = secondsOf(minute(290000, 291000, 289000, 290500, 120, 1));
    expect(row(series, 0)).toEqual([290000, 290000, 289941, 289941, 2]);
    expect(row(series, 16)).toEqual([289059, 289059, 289000, 289000, 2]);
    expect(row(series, 50)).toEqual([290941, 291000, 290941, 291000, 2]);
    expect(row(series, 59)).toEqual([290556, 290556, 290500, 290500, 2]);
    expect([...series.volume]).toEqual(Array.from({ length: 60 }, () => 2));
    expect(new Set(series.origin)).toEqual(new Set([OriginCode.Interpolated]));
  });

  it('default: the thin example, to the digit', () => {
    const series = secondsOf(minute(100, 104, 99, 103, 3), { value: 98, scale: 0 });
    for (let i = 0; i < 60; i += 1) {
      const expected =
        i < 19
          ? [98, 98, 98, 98, 0]
          : i === 19
            ? [100, 101, 99, 101, 1]
            : i < 39
              ? [101, 101, 101, 101, 0]
              : i === 39
                ? [101, 102, 101, 102, 1]
                : i < 59
                  ? [102, 102, 102, 102, 0]
                  : [102, 104, 102, 103, 1];
      expect(row(series, i)).toEqual(expected);
    }
  });

  it('behavior: without a previous close the seconds before the first trade stand at the open', () => {
    expect(row(secondsOf(minute(100, 104, 99, 103, 3)), 0)).toEqual([100, 100, 100, 100, 0]);
  });

  it('behavior: a minute in which nothing happened is carried, whatever came before', () => {
    const series = secondsOf(minute(100, 100, 100, 100, 0), { value: 98, scale: 0 });
    expect(row(series, 0)).toEqual([100, 100, 100, 100, 0]);
    expect(new Set(series.origin)).toEqual(new Set([OriginCode.Carried]));
  });

  it('behavior: a move without volume stands in second 0, flagged; the others are carried', () => {
    const series = secondsOf(minute(100, 104, 99, 103, 0), { value: 98, scale: 0 });
    expect(row(series, 0)).toEqual([100, 104, 99, 103, 0]);
    expect([series.flags[0], series.flags[1]]).toEqual([CandleFlag.Volumeless, 0]);
    expect([series.origin[0], series.origin[1]]).toEqual([OriginCode.Interpolated, OriginCode.Carried]);
    expect(row(series, 1)).toEqual([103, 103, 103, 103, 0]);
  });

  it('behavior: one unit shows the whole range in one second', () => {
    expect(row(secondsOf(minute(100, 104, 99, 103, 1)), 59)).toEqual([100, 104, 99, 103, 1]);
  });

  it('args: the target may stand on finer scales than the minute', () => {
    const series = new CandleSeries(1, { priceScale: 3, volumeScale: 2 }, 60);
    interpolateMinute(minute(100, 104, 99, 103, 3), { value: 9812, scale: 2 }, CONTEXT, series, 0);
    expect([row(series, 0), row(series, 19)]).toEqual([
      [98120, 98120, 98120, 98120, 0],
      [100000, 101000, 99000, 101000, 100],
    ]);
  });

  it('error: a method that is not there', () => {
    const series = new CandleSeries(1, { priceScale: 0, volumeScale: 0 }, 60);
    expect(() =>
      interpolateMinute(minute(1, 1, 1, 1, 1), undefined, { ...CONTEXT, profile: { method: 'linear@9', seed: 0 } }, series, 0),
    ).toThrow('found linear@9');
  });
});

describe('interpolateMinute with bridge', () => {
  const given = minute(290000, 291000, 289000, 290500, 1_200, 1);
  const closes = (context: Partial<InterpolationContext>, of: Minute = given, seed = 1, method = 'bridge@2'): string => {
    const series = new CandleSeries(1, { priceScale: 1, volumeScale: 0 }, 60);
    interpolateMinute(of, undefined, { ...CONTEXT, profile: { method, seed }, ...context }, series, 0);
    return series.close.join();
  };

  it('default: symbol, series, minute, seed and version say which path is drawn, and nothing else', () => {
    const paths = [
      closes({}),
      closes({ symbol: 'ETH_USDT' }),
      closes({ series: 'index' }),
      closes({}, { ...given, openTimeS: given.openTimeS + 60 }),
      closes({}, given, 2),
      closes({}, given, 1, 'bridge@1'),
    ];
    expect(new Set(paths).size).toBe(paths.length);
    expect(closes({}, { ...given, flags: CandleFlag.OffGrid })).toBe(paths[0]);
  });

  it('behavior: a thin minute trades in as many seconds as it has units, not always the same ones', () => {
    const places = (seed: number): string => {
      const series = new CandleSeries(1, { priceScale: 1, volumeScale: 0 }, 60);
      interpolateMinute({ ...given, volume: 7 }, undefined, { ...CONTEXT, profile: { method: 'bridge@2', seed } }, series, 0);
      return [...series.volume].flatMap((volume, second) => (volume > 0 ? [second] : [])).join();
    };
    const seen = Array.from({ length: 50 }, (_, seed) => places(seed));
    expect(seen.every((place) => place.split(',').length === 7)).toBe(true);
    expect(new Set(seen).size).toBeGreaterThan(45);
  });
});

describe('interpolateMinute in series without volume', () => {
  it.each(['linear@1', 'bridge@2'])('behavior: with %s every second of a minute that moved is made, none is flagged', (method) => {
    const series = new CandleSeries(1, { priceScale: 1, volumeScale: 0 }, 60);
    const given = minute(290000, 291000, 289000, 290500, 0, 1);
    interpolateMinute(given, { value: 280000, scale: 1 }, { ...CONTEXT, series: 'index', profile: { method, seed: 1 } }, series, 0);
    expect([series.open[0], Math.max(...series.high), Math.min(...series.low), series.close[59]]).toEqual([290000, 291000, 289000, 290500]);
    expect(new Set(series.volume)).toEqual(new Set([0]));
    expect([...series.flags].every((flags) => flags === 0)).toBe(true);
    for (let i = 1; i < 60; i += 1) expect(series.open[i]).toBe(series.close[i - 1]);
  });
});

describe('roundedQuotient', () => {
  it.each([
    [1, 1, 2, 1],
    [-1, 1, 2, 0],
    [-3, 1, 2, -1],
    [1000, 60, 3500, 17],
    [9007199254740991, 60, 60, 9007199254740991],
    [-9007199254740991, 59, 60, -8857079267161974],
  ])('default: %p × %p / %p is %p', (factor, times, divisor, expected) => {
    expect(roundedQuotient(factor, times, divisor)).toBe(expected);
  });
});
