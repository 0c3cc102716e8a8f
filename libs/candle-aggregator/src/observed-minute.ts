import { CandleFlag } from './candle-flag';
import { OriginCode } from './candle-origin';
import { CandleSeries, type SeriesScale } from './candle-series';
import type { ObservedSecond } from './observed/observed-second';
import { powerOfTen } from './scaled-number';
import { DEFAULT_SERIES, type SeriesName } from './series-name';

/** What was observed of one minute. */
export interface ObservedMinute {
  /** Start, whole seconds since 1970, a multiple of 60. */
  readonly openTimeS: number;
  /** Covered seconds in time order, each once. */
  readonly seconds: readonly ObservedSecond[];
  /** How often a second of it was reopened while its minute was not final. */
  readonly revision: number;
}

/** Whether a covered second had a trade. Index and fair prices have no volume: there every covered second counts. */
export function isObservedTrade({ volume, turnover }: ObservedSecond, series: SeriesName = DEFAULT_SERIES): boolean {
  return series !== DEFAULT_SERIES || volume > 0 || (turnover !== undefined && /[1-9]/.test(turnover));
}

/** Whether two testimonies of one second say the same. */
export function isSameSecond(a: ObservedSecond, b: ObservedSecond): boolean {
  return (
    a.openTimeS === b.openTimeS &&
    a.open === b.open &&
    a.high === b.high &&
    a.low === b.low &&
    a.close === b.close &&
    a.priceGrid.scale === b.priceGrid.scale &&
    a.priceGrid.step === b.priceGrid.step &&
    a.volume === b.volume &&
    a.volumeGrid.scale === b.volumeGrid.scale &&
    a.volumeGrid.step === b.volumeGrid.step &&
    a.contractSize === b.contractSize &&
    a.turnover === b.turnover &&
    a.flags === b.flags
  );
}

/** The coarsest scales on which all of these seconds are whole numbers. */
export function scaleOfObserved(seconds: readonly ObservedSecond[]): SeriesScale {
  const contractSize = seconds[0]?.contractSize;
  return {
    priceScale: seconds.reduce((scale, second) => Math.max(scale, second.priceGrid.scale), 0),
    volumeScale: seconds.reduce((scale, second) => Math.max(scale, second.volumeGrid.scale), 0),
    ...(contractSize === undefined ? {} : { contractSize }),
  };
}

/** Observed seconds as they are served before their minute is final. */
export function seriesOfObserved(
  { seconds, revision }: ObservedMinute,
  series: SeriesName,
  scale: SeriesScale = scaleOfObserved(seconds),
): CandleSeries {
  const made = new CandleSeries(1, scale, seconds.length);
  seconds.forEach((second, row) => {
    const price = powerOfTen(scale.priceScale - second.priceGrid.scale);
    made.openTimeS[row] = second.openTimeS;
    made.open[row] = second.open * price;
    made.high[row] = second.high * price;
    made.low[row] = second.low * price;
    made.close[row] = second.close * price;
    made.volume[row] = second.volume * powerOfTen(scale.volumeScale - second.volumeGrid.scale);
    made.origin[row] = isObservedTrade(second, series) ? OriginCode.Observed : OriginCode.Carried;
    made.flags[row] = second.flags;
    made.revision[row] = revision;
  });
  made.length = seconds.length;
  return made;
}

export interface ObservedMerge {
  readonly seconds: readonly ObservedSecond[];
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** Seconds beside those that are there, by rank: trades beat pushes, a later testimony of the same kind beats an earlier one. */
export function mergeObserved(existing: readonly ObservedSecond[], incoming: readonly ObservedSecond[]): ObservedMerge {
  const merged = new Map(existing.map((second) => [second.openTimeS, second]));
  const counts = { inserted: 0, updated: 0, unchanged: 0, refused: 0 };
  for (const second of incoming) {
    const old = merged.get(second.openTimeS);
    if (old === undefined) counts.inserted += 1;
    else if (isSameSecond(old, second)) counts.unchanged += 1;
    else if (isByPushes(second) && !isByPushes(old)) counts.refused += 1;
    else counts.updated += 1;
    if (old === undefined || isByPushes(old) || !isByPushes(second)) merged.set(second.openTimeS, second);
  }
  return { seconds: [...merged.values()].sort((a, b) => a.openTimeS - b.openTimeS), ...counts };
}

/** Whether only pushes of the running minute told of it. */
export function isByPushes({ flags }: ObservedSecond): boolean {
  return (flags & CandleFlag.ByPushes) !== 0;
}
