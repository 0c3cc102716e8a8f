import type { DecimalText } from '@prate/execution-interface';
import type { BucketSeries } from './bucket-series';
import { CandleFlag, type CandleFlagName, flagNames } from './candle-flag';
import { type BucketOrigin, bucketOrigin } from './candle-origin';
import { MINUTE_SETTLE_MS } from './check-minutes';
import type { BucketGrid } from './interval';
import type { SeriesName } from './series-name';

/** Which prices are read: those of the trades, or the continuous form whose open is the close before it. */
export type PriceView = 'real' | 'stitched';

/** A bucket of N seconds: covers `[timestamp, timestamp + N · 1000)`. */
export interface AggregatedCandle {
  readonly symbol: string;
  readonly series: SeriesName;
  /** Start of the bucket, ms since 1970, a multiple of its length. */
  readonly timestamp: number;
  readonly intervalSeconds: number;
  /** Quote currency, as are high, low and close. */
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Base quantity, or the unit of plain input. */
  readonly volume: number;
  /** The venue's count; absent where the contract size is not known, or changed within the bucket. */
  readonly contracts?: number;
  /** Decimal text, quote coin (linear) or base coin (inverse); only where asked for, and known of every second with trades. */
  readonly turnover?: DecimalText;
  readonly origin: BucketOrigin;
  readonly observedSeconds: number;
  readonly interpolatedSeconds: number;
  readonly carriedSeconds: number;
  /** Present seconds by all seconds, 0 to 1. */
  readonly coverage: number;
  /** `forming`: time is not over; `incomplete`: it is, and seconds are missing; `revised`: final, of a corrected minute. */
  readonly status: 'forming' | 'incomplete' | 'final' | 'revised';
  /** Sum over the minutes it touches. */
  readonly revision: number;
  readonly flags: readonly CandleFlagName[];
}

/** After its end a second of the trade stream may still change for this long. */
export const SECOND_SETTLE_MS = 2_000;

export interface BucketView {
  readonly symbol: string;
  readonly series: SeriesName;
  readonly grid: BucketGrid;
  readonly prices: PriceView;
  /** The venue's clock, ms since 1970. */
  readonly nowMs: number;
}

// Lists are shared: at most 512 kinds of them exist.
const flagLists = new Map<number, readonly CandleFlagName[]>([[0, Object.freeze([])]]);

function flagList(bits: number): readonly CandleFlagName[] {
  let list = flagLists.get(bits);
  if (list === undefined) {
    list = Object.freeze(flagNames(bits));
    flagLists.set(bits, list);
  }
  return list;
}

/**
 * One row of a series of buckets as an object. Each kind of candle is written as a literal of its own: a property that is added afterwards lies
 * outside of the object, which costs as much as all others together.
 */
export function toAggregatedCandle(buckets: BucketSeries, row: number, view: BucketView): AggregatedCandle {
  const { symbol, series, grid, prices } = view;
  const { intervalSeconds } = grid;
  const labelS = buckets.labelS[row] as number;
  const timestamp = labelS * 1000;
  const observedSeconds = buckets.observed[row] as number;
  const interpolatedSeconds = buckets.interpolated[row] as number;
  const carriedSeconds = buckets.carried[row] as number;
  const bits = buckets.flags[row] as number;
  const revision = buckets.revision[row] as number;
  const contracts = buckets.contracts[row] as number;
  const close = buckets.close[row] as number;
  const volume = buckets.volume[row] as number;
  let open = buckets.open[row] as number;
  let high = buckets.high[row] as number;
  let low = buckets.low[row] as number;
  if (prices === 'stitched') {
    const before = buckets.previousClose[row] as number;
    if (before > 0) {
      open = before;
      if (open > high) high = open;
      if (open < low) low = open;
    }
  }
  const seconds = (bits & CandleFlag.Short) === 0 ? intervalSeconds : grid.endOf(labelS) - labelS;
  const present = observedSeconds + interpolatedSeconds + carriedSeconds;
  const coverage = present / seconds;
  const origin = bucketOrigin({ observed: observedSeconds, interpolated: interpolatedSeconds });
  const status = statusOf(present === seconds, observedSeconds > 0, revision, timestamp + seconds * 1000, view.nowMs);
  const flags = flagList(bits);
  const candle: AggregatedCandle = Number.isNaN(contracts)
    ? {
        symbol,
        series,
        timestamp,
        intervalSeconds,
        open,
        high,
        low,
        close,
        volume,
        origin,
        observedSeconds,
        interpolatedSeconds,
        carriedSeconds,
        coverage,
        status,
        revision,
        flags,
      }
    : {
        symbol,
        series,
        timestamp,
        intervalSeconds,
        open,
        high,
        low,
        close,
        volume,
        origin,
        observedSeconds,
        interpolatedSeconds,
        carriedSeconds,
        coverage,
        status,
        revision,
        flags,
        contracts,
      };
  const turnover = buckets.turnover[row] as DecimalText | undefined;
  return turnover === undefined ? candle : { ...candle, turnover };
}

function statusOf(isWhole: boolean, isObserved: boolean, revision: number, endMs: number, nowMs: number): AggregatedCandle['status'] {
  // Seconds of minutes exist only where the minute is over, so a bucket that is whole by them is final whatever a clock says.
  if (isWhole && (!isObserved || nowMs >= endMs + SECOND_SETTLE_MS)) return revision > 0 ? 'revised' : 'final';
  return isWhole || nowMs < endMs + MINUTE_SETTLE_MS ? 'forming' : 'incomplete';
}
