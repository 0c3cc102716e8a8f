import type { CandleSeries } from '../candle-series';
import { powerOfTen } from '../scaled-number';

/** The 60 seconds of a minute into rows `at …` of a series on finer scales; all but their revision. */
export function copySeconds(from: CandleSeries, into: CandleSeries, at: number): void {
  const price = powerOfTen(into.scale.priceScale - from.scale.priceScale);
  const unit = powerOfTen(into.scale.volumeScale - from.scale.volumeScale);
  for (let i = 0; i < 60; i += 1) {
    const row = at + i;
    into.openTimeS[row] = from.openTimeS[i] as number;
    into.open[row] = (from.open[i] as number) * price;
    into.high[row] = (from.high[i] as number) * price;
    into.low[row] = (from.low[i] as number) * price;
    into.close[row] = (from.close[i] as number) * price;
    into.volume[row] = (from.volume[i] as number) * unit;
    into.origin[row] = from.origin[i] as number;
    into.flags[row] = from.flags[i] as number;
  }
}
