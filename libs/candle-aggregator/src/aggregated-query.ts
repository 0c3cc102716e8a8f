import type { PriceView } from './aggregated-candle';
import { CandleInputError, type CandleIssue } from './errors';
import { BucketGrid, type IntervalOrigin, checkRange } from './interval';
import { DEFAULT_SERIES, SERIES_NAMES, type SeriesName } from './series-name';

/** Buckets whose label lies in `[startTs, endTs)`, ms; `intervalSeconds` a whole number from 2 to 600. */
export interface AggregatedCandleQuery {
  readonly symbol: string;
  readonly startTs: number;
  readonly endTs: number;
  readonly intervalSeconds: number;
  /** `trade` by default. */
  readonly series?: SeriesName;
  /** `epoch` (default): multiples of the length since 1970. `day`: from 00:00 UTC; the last bucket of a day may be shorter, flagged `short`. */
  readonly origin?: IntervalOrigin;
  /** `real` (default), or `stitched`: open = close of the second before, where that is known; high and low enclose it. */
  readonly prices?: PriceView;
  /** `none` (default): only what is known. `carry`: empty buckets between known ones are answered flat at the last close, flagged `filled`. */
  readonly fill?: 'none' | 'carry';
  /** Leaves out every bucket of which a second is missing. */
  readonly completeOnly?: boolean;
  /** Also answers the bucket whose time is not over, with what is known of it. */
  readonly forming?: boolean;
  /** Adds the turnover, as decimal text. */
  readonly turnover?: boolean;
}

/** Which buckets a roll-up makes; equal specs give equal buckets. */
export interface BucketSpec {
  readonly symbol: string;
  readonly series: SeriesName;
  readonly grid: BucketGrid;
  readonly prices: PriceView;
  readonly turnover: boolean;
}

/** A query that was checked: labels from `fromS` to before `toS`, whole seconds. */
export interface CheckedQuery {
  readonly spec: BucketSpec;
  readonly fromS: number;
  readonly toS: number;
  readonly isCarried: boolean;
  readonly completeOnly: boolean;
  readonly forming: boolean;
}

/** @throws {CandleInputError} `interval-invalid`, `range` or `option` */
export function checkQuery(query: AggregatedCandleQuery): CheckedQuery {
  const { symbol, intervalSeconds, startTs, endTs } = query;
  const { fill = 'none', completeOnly = false, forming = false } = query;
  const grid = new BucketGrid(intervalSeconds, query.origin);
  checkRange(query);
  const spec = { symbol, grid, ...checkSpec(query) };
  const issues: CandleIssue[] = [];
  if (fill !== 'none' && fill !== 'carry') issues.push({ code: 'option', found: `fill ${String(fill)}`, expected: 'none or carry' });
  if (fill === 'carry' && completeOnly) {
    issues.push({ code: 'option', found: 'fill carry with completeOnly', expected: 'one of them: a filled bucket is never complete' });
  }
  if (issues.length > 0) throw new CandleInputError('getAggregatedCandles', issues);
  const [fromS, toS] = [grid.firstLabelFrom(startTs / 1000), grid.firstLabelFrom(endTs / 1000)];
  return { spec, fromS, toS, isCarried: fill === 'carry', completeOnly, forming };
}

function checkSpec(query: AggregatedCandleQuery): Pick<BucketSpec, 'series' | 'prices' | 'turnover'> {
  const { series = DEFAULT_SERIES, prices = 'real', turnover = false } = query;
  checkSeries(series);
  if (prices === 'real' || prices === 'stitched') return { series, prices, turnover };
  throw new CandleInputError('getAggregatedCandles', [{ code: 'option', found: `prices ${String(prices)}`, expected: 'real or stitched' }]);
}

/** @throws {CandleInputError} `option` */
export function checkSeries(series: SeriesName): void {
  if (SERIES_NAMES.includes(series)) return;
  throw new CandleInputError('series', [{ code: 'option', found: `series ${String(series)}`, expected: SERIES_NAMES.join(', ') }]);
}
