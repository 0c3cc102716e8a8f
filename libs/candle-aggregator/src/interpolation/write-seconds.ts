import { OriginCode } from '../candle-origin';
import type { CandleSeries } from '../candle-series';
import type { WindowPath } from './window';

/** Where the seconds of a window go, and how their whole numbers are made of ticks and units. */
export interface SecondsTarget {
  readonly series: CandleSeries;
  /** Row of the first second. */
  readonly row: number;
  readonly openTimeS: number;
  readonly seconds: number;
  /** One tick and one unit, on the scales of the series. */
  readonly tick: number;
  readonly unit: number;
  /** Where price stands before the first traded second, on the scale of the series. */
  readonly standing: number;
  readonly flags: number;
  /** Flags of the first second. */
  readonly firstFlags: number;
  /** Origin of the seconds without a trade. */
  readonly quietOrigin: number;
}

/** Writes one row a second and answers where price stands after the last. */
export function writeSeconds(path: WindowPath, target: SecondsTarget): number {
  const { series, row, openTimeS, seconds, tick, unit, flags, firstFlags, quietOrigin } = target;
  const { traded, place, share, price, high, low } = path;
  let { standing } = target;
  let k = 1;
  for (let i = 0; i < seconds; i += 1) {
    const at = row + i;
    series.openTimeS[at] = openTimeS + i;
    series.flags[at] = i === 0 ? firstFlags : flags;
    if (k <= traded && place[k] === i) {
      standing = (price[k] as number) * tick;
      series.open[at] = (price[k - 1] as number) * tick;
      series.high[at] = (high[k] as number) * tick;
      series.low[at] = (low[k] as number) * tick;
      series.close[at] = standing;
      series.volume[at] = (share[k] as number) * unit;
      series.origin[at] = OriginCode.Interpolated;
      k += 1;
    } else {
      series.open[at] = standing;
      series.high[at] = standing;
      series.low[at] = standing;
      series.close[at] = standing;
      series.volume[at] = 0;
      series.origin[at] = quietOrigin;
    }
  }
  return standing;
}
