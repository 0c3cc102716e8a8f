import { CandleFlag } from './candle-flag';
import { OriginCode } from './candle-origin';
import type { CandleSeries } from './candle-series';
import { linearPath } from './linear-path';
import type { InterpolationProfile, Minute } from './minute';
import { isFlat } from './minute';
import { powerOfTen } from './scaled-number';

/** Methods there are. `linear` is predictable from its own beginning: it must not feed back-tests. */
export type InterpolationMethod = 'linear';

/** Method and version as recorded with every minute. */
export const METHOD_VERSIONS: Readonly<Record<InterpolationMethod, string>> = { linear: 'linear@1' };

/** A price as a whole number of `10^-scale`. */
export interface ScaledPrice {
  readonly value: number;
  readonly scale: number;
}

const path = new Float64Array(61);
const shares = new Float64Array(60);

/**
 * One minute to its 60 seconds: a pure function of minute, previous close and profile (candle rules, sections 4.2 and 4.3). Writes rows
 * `at … at + 59` of `target`, on the target's scales, which must hold the minute's and the previous close's decimals.
 *
 * @param previousClose close of the latest earlier minute; seconds before the first trade stand there, or at the open where it is unknown
 */
export function minuteToSeconds(
  minute: Minute,
  previousClose: ScaledPrice | undefined,
  profile: InterpolationProfile,
  target: CandleSeries,
  at: number,
): void {
  if (profile.method !== METHOD_VERSIONS.linear) {
    throw new RangeError(`interpolation method: found ${profile.method}, expected ${METHOD_VERSIONS.linear}`);
  }
  const { priceScale, volumeScale } = target.scale;
  const { step } = minute.priceGrid;
  const tick = step * powerOfTen(priceScale - minute.priceGrid.scale);
  const unit = minute.volumeGrid.step * powerOfTen(volumeScale - minute.volumeGrid.scale);
  const before =
    previousClose === undefined ? (minute.open / step) * tick : previousClose.value * powerOfTen(priceScale - previousClose.scale);

  if (isFlat(minute)) {
    const close = (minute.close / step) * tick;
    for (let i = 0; i < 60; i += 1)
      writeSecond(target, at + i, minute.openTimeS + i, close, close, close, close, 0, OriginCode.Carried, minute.flags);
    return;
  }

  const isVolumeless = minute.volume === 0;
  const tradedSeconds = isVolumeless ? 1 : shareVolume(minute.volume / minute.volumeGrid.step);
  if (isVolumeless) {
    // The whole move goes into second 0; that nothing traded in the others is known.
    shares.fill(0);
  }
  const high = minute.high / step;
  const low = minute.low / step;
  const { firstExtremeAt, secondExtremeAt, isLowFirst } = linearPath(
    minute.open / step,
    high,
    low,
    minute.close / step,
    tradedSeconds,
    path,
  );
  const lowAt = isLowFirst ? firstExtremeAt : secondExtremeAt;
  const highAt = isLowFirst ? secondExtremeAt : firstExtremeAt;
  const quietOrigin = isVolumeless ? OriginCode.Carried : OriginCode.Interpolated;
  const laterFlags = minute.flags & ~CandleFlag.Volumeless;

  let k = 0;
  let last = before;
  for (let i = 0; i < 60; i += 1) {
    const share = shares[i] as number;
    const flags = i === 0 ? minute.flags : laterFlags;
    if (share === 0 && !(isVolumeless && i === 0)) {
      writeSecond(target, at + i, minute.openTimeS + i, last, last, last, last, 0, quietOrigin, flags);
      continue;
    }
    k += 1;
    const open = path[k - 1] as number;
    const close = path[k] as number;
    let top = open > close ? open : close;
    let bottom = open > close ? close : open;
    // Wick rule: both extremes are attained, also where the path is too short to reach them.
    if (k === highAt && high > top) top = high;
    if (k === lowAt && low < bottom) bottom = low;
    last = close * tick;
    writeSecond(
      target,
      at + i,
      minute.openTimeS + i,
      open * tick,
      top * tick,
      bottom * tick,
      last,
      share * unit,
      OriginCode.Interpolated,
      flags,
    );
  }
}

/** Even shares of V units over 60 seconds, into `shares`; answers how many seconds got any. */
function shareVolume(units: number): number {
  const spare = units % 60;
  const each = (units - spare) / 60;
  let traded = 0;
  for (let i = 0; i < 60; i += 1) {
    const share = each + Math.floor(((i + 1) * spare) / 60) - Math.floor((i * spare) / 60);
    shares[i] = share;
    if (share > 0) traded += 1;
  }
  return traded;
}

function writeSecond(
  target: CandleSeries,
  row: number,
  timeS: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
  origin: number,
  flags: number,
): void {
  target.openTimeS[row] = timeS;
  target.open[row] = open;
  target.high[row] = high;
  target.low[row] = low;
  target.close[row] = close;
  target.volume[row] = volume;
  target.origin[row] = origin;
  target.flags[row] = flags;
}
