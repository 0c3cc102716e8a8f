import type { CandleFlagName } from './candle-flag';
import type { BucketOrigin } from './candle-origin';

/** A bucket of N seconds: covers `[timestamp, timestamp + N · 1000)`. */
export interface AggregatedCandle {
  readonly symbol: string;
  readonly series: 'trade';
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
