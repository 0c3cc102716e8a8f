import { CandleBuilder } from './candle-builder';
import type { CandleSeries } from './candle-series';
import { bucketLabel } from './interval';

/**
 * Seconds or minutes in time order to buckets of N seconds: one function for history, live and tests. Holds one bucket at a time, so its
 * memory does not grow with the range. Minutes may be handed in only where N is a multiple of 60; both ways then give the same buckets.
 */
export class RollUp {
  private current: CandleBuilder | undefined;
  private lastTimeS = -1;

  constructor(private readonly intervalSeconds: number) {}

  /** Buckets that later rows can no longer touch. */
  accept(series: CandleSeries): CandleBuilder[] {
    const { intervalSeconds } = this;
    if (intervalSeconds % series.stepSeconds !== 0) {
      throw new RangeError(`roll-up: found candles of ${series.stepSeconds} s for buckets of ${intervalSeconds} s, expected a divisor`);
    }
    const done: CandleBuilder[] = [];
    for (let row = 0; row < series.length; row += 1) {
      const timeS = series.openTimeS[row] as number;
      if (timeS <= this.lastTimeS) throw new RangeError(`roll-up: found ${timeS} after ${this.lastTimeS}, expected time order`);
      this.lastTimeS = timeS;
      if (this.current === undefined || timeS >= this.current.labelS + intervalSeconds) {
        if (this.current !== undefined) done.push(this.current);
        this.current = new CandleBuilder(bucketLabel(timeS, intervalSeconds), intervalSeconds);
      }
      this.current.add(series, row);
    }
    return done;
  }

  /** The last bucket, if any row came. */
  end(): CandleBuilder[] {
    const last = this.current;
    this.current = undefined;
    return last === undefined ? [] : [last];
  }
}
