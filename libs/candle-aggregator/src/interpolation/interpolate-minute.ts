import { CandleFlag } from '../candle-flag';
import { OriginCode } from '../candle-origin';
import type { CandleSeries } from '../candle-series';
import { type InterpolationProfile, type Minute, isFlat } from '../minute';
import { type ScaledPrice, powerOfTen } from '../scaled-number';
import type { SeriesName } from '../series-name';
import { methodOf } from './methods';
import { SeededNumbers, hashOfParts } from './seeded-numbers';
import { WindowPath, fillSingle } from './window';
import { writeSeconds } from './write-seconds';

/** What enters a method beside the minute itself; nothing else does. */
export interface InterpolationContext {
  readonly symbol: string;
  readonly series: SeriesName;
  readonly profile: InterpolationProfile;
}

const path = new WindowPath();
const random = new SeededNumbers();

/** Where the generator starts for one minute. */
export function minuteState(openTimeS: number, { symbol, series, profile }: InterpolationContext): number {
  return hashOfParts(profile.method, symbol, series, openTimeS / 60, profile.seed);
}

/**
 * One minute to its 60 seconds: a pure function of minute, previous close and context (candle rules, section 4). Writes rows `at … at + 59` of
 * `into`, on its scales, which must hold the minute's and the previous close's decimals. Revisions are not written.
 *
 * @param previousClose close of the latest earlier minute; seconds before the first trade stand there, or at the open where it is unknown
 * @throws {RangeError} the method of the profile does not exist
 */
export function interpolateMinute(
  minute: Minute,
  previousClose: ScaledPrice | undefined,
  context: InterpolationContext,
  into: CandleSeries,
  at: number,
): void {
  const { priceScale, volumeScale } = into.scale;
  const fill = methodOf(context.profile.method);
  const isTradeSeries = context.series === 'trade';
  const { step } = minute.priceGrid;
  const tick = step * powerOfTen(priceScale - minute.priceGrid.scale);
  const window = {
    seconds: 60,
    open: minute.open / step,
    high: minute.high / step,
    low: minute.low / step,
    close: minute.close / step,
    units: minute.volume / minute.volumeGrid.step,
    isEverySecondTraded: !isTradeSeries,
  };
  const isMoveWithoutVolume = minute.volume === 0 && isTradeSeries;
  let standing = previousClose === undefined ? window.open * tick : previousClose.value * powerOfTen(priceScale - previousClose.scale);
  if (isFlat(minute)) {
    path.traded = 0;
    standing = window.close * tick;
  } else if (isMoveWithoutVolume) fillSingle(window, 0, path);
  else {
    random.restart(minuteState(minute.openTimeS, context));
    fill(window, random, path);
  }
  const flags = minute.flags & ~CandleFlag.Volumeless;
  writeSeconds(path, {
    series: into,
    row: at,
    openTimeS: minute.openTimeS,
    seconds: 60,
    tick,
    unit: minute.volumeGrid.step * powerOfTen(volumeScale - minute.volumeGrid.scale),
    standing,
    flags,
    firstFlags: isMoveWithoutVolume && !isFlat(minute) ? flags | CandleFlag.Volumeless : flags,
    // That nothing traded is known where the whole minute has no volume; else it is invented, too.
    quietOrigin: minute.volume === 0 ? OriginCode.Carried : OriginCode.Interpolated,
  });
}
