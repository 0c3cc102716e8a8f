import fc from 'fast-check';
import { type AggregatedCandle, toAggregatedCandle } from '../src/aggregated-candle';
import { BucketSeries } from '../src/bucket-series';
import { CandleFlag } from '../src/candle-flag';
import { OriginCode } from '../src/candle-origin';
import { CandleSeries } from '../src/candle-series';
import { BucketGrid, type IntervalOrigin } from '../src/interval';
import { RollUp } from '../src/roll-up';
import { START_MS } from './support/arbitraries';
import { caseCount } from './support/case-count';

const START_S = START_MS / 1000;

interface Row {
  readonly timeS: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly origin: number;
  readonly flags: number;
}

/** Seconds in time order with holes, of every origin, some volumeless. */
const secondLists: fc.Arbitrary<Row[]> = fc
  .array(
    fc.record({
      step: fc.constantFrom(1, 1, 1, 1, 2, 5, 40),
      prices: fc.tuple(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
      ),
      volume: fc.constantFrom(0, 0, 1, 2, 17),
      origin: fc.constantFrom<number>(OriginCode.Observed, OriginCode.Interpolated, OriginCode.Carried),
      isVolumeless: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps) => {
    let timeS = START_S - 7;
    return steps.map(({ step, prices: [low, range, open, close], volume, origin, isVolumeless }) => {
      timeS += step;
      const isCarried = origin === OriginCode.Carried;
      const flags = !isCarried && volume === 0 && isVolumeless ? CandleFlag.Volumeless : 0;
      return {
        timeS,
        open: low + Math.min(open, range),
        high: low + range,
        low,
        close: low + Math.min(close, range),
        volume: isCarried ? 0 : volume,
        origin,
        flags,
      };
    });
  });

function toSeries(rows: readonly Row[]): CandleSeries {
  const series = new CandleSeries(1, { priceScale: 0, volumeScale: 0 }, rows.length);
  rows.forEach((row, index) => {
    series.openTimeS[index] = row.timeS;
    for (const name of ['open', 'high', 'low', 'close', 'volume', 'origin', 'flags'] as const) series[name][index] = row[name];
  });
  series.length = rows.length;
  return series;
}

function rollUp(parts: readonly CandleSeries[], intervalSeconds: number, origin: IntervalOrigin = 'epoch'): AggregatedCandle[] {
  const grid = new BucketGrid(intervalSeconds, origin);
  const up = new RollUp(grid);
  const buckets = new BucketSeries();
  for (const part of parts) up.accept(part, buckets);
  up.end(buckets);
  const view = { symbol: 'X', series: 'trade', grid, prices: 'real', nowMs: START_MS * 2 } as const;
  return Array.from({ length: buckets.length }, (_, row) => toAggregatedCandle(buckets, row, view));
}

type Values = Pick<AggregatedCandle, 'timestamp' | 'open' | 'high' | 'low' | 'close' | 'volume'>;

/** Rule E17 in ten lines, over candles of any length. */
function reference(
  candles: readonly (Values & { readonly isTraded: boolean })[],
  intervalSeconds: number,
): (Values & { readonly isTraded: boolean })[] {
  const labels = [...new Set(candles.map((candle) => candle.timestamp - (candle.timestamp % (intervalSeconds * 1000))))];
  return labels.map((timestamp) => {
    const inside = candles.filter((candle) => candle.timestamp >= timestamp && candle.timestamp < timestamp + intervalSeconds * 1000);
    const traded = inside.filter((candle) => candle.isTraded);
    const used = traded.length > 0 ? traded : inside;
    const [high, low] = [Math.max(...used.map((candle) => candle.high)), Math.min(...used.map((candle) => candle.low))];
    const volume = used.reduce((sum, candle) => sum + candle.volume, 0);
    return { timestamp, open: used[0]?.open ?? 0, high, low, close: used.at(-1)?.close ?? 0, volume, isTraded: traded.length > 0 };
  });
}

const asValues = ({ timestamp, open, high, low, close, volume }: Values): string => [timestamp, open, high, low, close, volume].join(' ');
const asRows = (rows: readonly Row[]) =>
  rows.map((row) => ({ ...row, timestamp: row.timeS * 1000, isTraded: row.volume > 0 || (row.flags & CandleFlag.Volumeless) !== 0 }));
const asTraded = (candle: AggregatedCandle) => ({ ...candle, isTraded: candle.volume > 0 || candle.flags.includes('volumeless') });

const intervals = fc.integer({ min: 2, max: 600 });

jest.setTimeout(30_000);

describe('RollUp', () => {
  it('E17: a bucket is first open, max high, min low, last close and the sum of its traded seconds; else of all', () => {
    fc.assert(
      fc.property(secondLists, intervals, (rows, n) => {
        const buckets = rollUp([toSeries(rows)], n);
        return buckets.map(asValues).join() === reference(asRows(rows), n).map(asValues).join();
      }),
      { numRuns: caseCount(3_000) },
    );
  });

  it('E18: buckets of buckets are buckets, whenever one length divides the other', () => {
    fc.assert(
      fc.property(secondLists, fc.integer({ min: 2, max: 300 }), fc.integer({ min: 1, max: 300 }), (rows, a, times) => {
        const b = a * Math.max(1, Math.min(times, Math.floor(600 / a)));
        const twice = reference(rollUp([toSeries(rows)], a).map(asTraded), b);
        return (
          twice.map(asValues).join() ===
          rollUp([toSeries(rows)], b)
            .map(asValues)
            .join()
        );
      }),
      { numRuns: caseCount(3_000) },
    );
  });

  it('E17, E19: by day the same holds from 00:00 UTC on, and a bucket that is cut by midnight says so', () => {
    const dayMs = 86_400_000;
    fc.assert(
      fc.property(secondLists, intervals, (rows, n) => {
        const label = (timeMs: number): number => timeMs - ((timeMs % dayMs) % (n * 1000));
        return rollUp([toSeries(rows)], n, 'day').every((bucket) => {
          const inside = asRows(rows).filter((row) => label(row.timestamp) === bucket.timestamp);
          const traded = inside.filter((row) => row.isTraded);
          const used = traded.length > 0 ? traded : inside;
          const seconds = Math.min(n, (dayMs - (bucket.timestamp % dayMs)) / 1000);
          return (
            label(bucket.timestamp) === bucket.timestamp &&
            bucket.open === used[0]?.open &&
            bucket.close === used.at(-1)?.close &&
            bucket.high === Math.max(...used.map((row) => row.high)) &&
            bucket.low === Math.min(...used.map((row) => row.low)) &&
            bucket.volume === used.reduce((sum, row) => sum + row.volume, 0) &&
            bucket.coverage === inside.length / seconds &&
            bucket.flags.includes('short') === seconds < n
          );
        });
      }),
      { numRuns: caseCount(2_000) },
    );
  });

  it('E7: low and high of a bucket enclose open and close', () => {
    fc.assert(
      fc.property(secondLists, intervals, (rows, n) =>
        rollUp([toSeries(rows)], n).every(({ open, high, low, close }) => low <= Math.min(open, close) && high >= Math.max(open, close)),
      ),
      { numRuns: caseCount(3_000) },
    );
  });

  it('E19: labels are multiples of N, in order, each once', () => {
    fc.assert(
      fc.property(secondLists, intervals, (rows, n) => {
        const labels = rollUp([toSeries(rows)], n).map((bucket) => bucket.timestamp);
        return labels.every((label, index) => label % (n * 1000) === 0 && label > (labels[index - 1] ?? -1));
      }),
      { numRuns: caseCount(3_000) },
    );
  });

  it('E20: it makes no difference in which pieces the seconds come', () => {
    fc.assert(
      fc.property(secondLists, intervals, fc.array(fc.nat({ max: 60 }), { maxLength: 4 }), (rows, n, cuts) => {
        const places = [0, ...cuts.filter((cut) => cut < rows.length).sort((x, y) => x - y), rows.length];
        const parts = places.slice(1).map((end, index) => toSeries(rows.slice(places[index], end)));
        return JSON.stringify(rollUp(parts, n)) === JSON.stringify(rollUp([toSeries(rows)], n));
      }),
      { numRuns: caseCount(3_000) },
    );
  });

  it('E22: the counts add up to the present seconds, coverage is their share', () => {
    fc.assert(
      fc.property(secondLists, intervals, (rows, n) =>
        rollUp([toSeries(rows)], n).every(({ timestamp, observedSeconds, interpolatedSeconds, carriedSeconds, coverage }) => {
          const present = rows.filter((row) => row.timeS * 1000 >= timestamp && row.timeS * 1000 < timestamp + n * 1000).length;
          return observedSeconds + interpolatedSeconds + carriedSeconds === present && coverage === present / n;
        }),
      ),
      { numRuns: caseCount(3_000) },
    );
  });

  it('E23: the origin follows from the counts', () => {
    fc.assert(
      fc.property(secondLists, intervals, (rows, n) =>
        rollUp([toSeries(rows)], n).every(({ origin, observedSeconds, interpolatedSeconds }) => {
          if (interpolatedSeconds > 0) return origin === (observedSeconds > 0 ? 'mixed' : 'interpolated');
          return origin === (observedSeconds > 0 ? 'observed' : 'carried');
        }),
      ),
      { numRuns: caseCount(3_000) },
    );
  });

  it('E28: no bucket is final or revised while a second is missing', () => {
    fc.assert(
      fc.property(secondLists, intervals, (rows, n) =>
        rollUp([toSeries(rows)], n).every(({ status, coverage }) => (status === 'final' || status === 'revised') === (coverage === 1)),
      ),
      { numRuns: caseCount(3_000) },
    );
  });

  it('behavior: sums beyond 2^53 and scales that differ are exact', () => {
    const first = toSeries([{ timeS: START_S, open: 1, high: 1, low: 1, close: 1, volume: Number.MAX_SAFE_INTEGER, origin: 2, flags: 0 }]);
    const second = new CandleSeries(1, { priceScale: 2, volumeScale: 3 }, 1);
    for (const [name, value] of [
      ['openTimeS', START_S + 1],
      ['open', 150],
      ['high', 175],
      ['low', 75],
      ['close', 150],
      ['volume', 5],
      ['origin', 2],
    ] as const) {
      second[name][0] = value;
    }
    second.length = 1;
    expect(rollUp([first, second], 60)).toMatchObject([
      { open: 1, high: 1.75, low: 0.75, close: 1.5, volume: Number('9007199254740991.005') },
    ]);
  });

  it('error: rows out of order, minutes for seconds', () => {
    const row = { timeS: START_S, open: 1, high: 1, low: 1, close: 1, volume: 1, origin: 2, flags: 0 };
    expect(() => rollUp([toSeries([row, row])], 5)).toThrow('expected time order');
    expect(() => rollUp([new CandleSeries(60, { priceScale: 0, volumeScale: 0 }, 1)], 90)).toThrow('expected a divisor');
  });
});
