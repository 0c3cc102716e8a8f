import { CandleSeries } from './candle-series';
import { CandleFlag } from './candle-flag';
import { interpolateMinute } from './interpolation/interpolate-minute';
import { type StoredMinute, isFlat, originOfMinute } from './minute';
import type { ObservedMinute } from './observed-minute';
import { officialOf } from './plan-minute-writes';
import type { ScaledPrice } from './scaled-number';
import { fitsScale, neededScale, notRepresentable } from './seconds-scale';
import type { SeriesName } from './series-name';
import { settleMinute } from './settle-minute';

/**
 * The 60 seconds of a final minute, made from what is kept of it: what a store answers where it holds no rows. The same bytes every time.
 *
 * @throws {CandleInputError} `precision`: the minute and the close before it share no decimal step
 */
export function servedSeconds(
  minute: StoredMinute,
  observed: ObservedMinute | undefined,
  previousClose: ScaledPrice | undefined,
  key: { readonly symbol: string; readonly series: SeriesName },
): CandleSeries {
  const context = { ...key, profile: minute.profile };
  let seconds: CandleSeries;
  if (observed !== undefined) ({ seconds } = settleMinute(officialOf(minute), observed.seconds, previousClose, context));
  else {
    const scale = neededScale(minute, previousClose);
    if (!fitsScale(minute, previousClose, scale)) throw notRepresentable(minute, previousClose);
    seconds = new CandleSeries(1, { ...scale, ...(minute.contractSize === undefined ? {} : { contractSize: minute.contractSize }) }, 60);
    interpolateMinute(minute, previousClose, context, seconds, 0);
    seconds.length = 60;
  }
  seconds.revision.fill(minute.revision);
  return seconds;
}

/** How many seconds of a final minute are observed and how many interpolated; the others are carried. */
export function originsOfMinute(minute: StoredMinute): { readonly observed: number; readonly interpolated: number } {
  if (minute.origins !== undefined) return minute.origins;
  if (isFlat(minute)) return { observed: 0, interpolated: 0 };
  return { observed: 0, interpolated: (minute.flags & CandleFlag.Volumeless) === 0 ? 60 : 1 };
}

/** One final minute as a row of a series that begins with it. */
export function seriesOfMinute(minute: StoredMinute): CandleSeries {
  const { contractSize, priceGrid, volumeGrid } = minute;
  const scale = { priceScale: priceGrid.scale, volumeScale: volumeGrid.scale, ...(contractSize === undefined ? {} : { contractSize }) };
  const series = new CandleSeries(60, scale, 1);
  series.openTimeS[0] = minute.openTimeS;
  series.open[0] = minute.open;
  series.high[0] = minute.high;
  series.low[0] = minute.low;
  series.close[0] = minute.close;
  series.volume[0] = minute.volume;
  series.origin[0] = originOfMinute(minute);
  series.flags[0] = minute.flags;
  series.revision[0] = minute.revision;
  series.length = 1;
  if (minute.origins !== undefined) {
    series.observedSeconds = Uint8Array.of(minute.origins.observed);
    series.interpolatedSeconds = Uint8Array.of(minute.origins.interpolated);
  }
  return series;
}
