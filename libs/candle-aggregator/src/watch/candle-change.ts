import type { SeriesName } from '../series-name';

/** What a write changed, told after its commit. Times in ms, half-open: every second that may have changed lies in `[from, to)`. */
export interface CandleChange {
  /** `candle.revised`: final minutes were corrected; it is told beside the `candle.stored` of the same write, alone where seconds were pruned. */
  readonly type: 'candle.stored' | 'candle.revised';
  readonly symbol: string;
  readonly series: SeriesName;
  readonly from: number;
  readonly to: number;
  /** Of `candle.revised` the highest revision of the minutes it tells of, 0 where it could not be read; else 0. */
  readonly revision: number;
}

export type CandleChangeHandler = (change: CandleChange) => void;
