import type { DecimalText } from '@prate/execution-interface';
import { CandleSeries, type SeriesScale } from './candle-series';
import { type InterpolationContext, interpolateMinute } from './interpolation/interpolate-minute';
import type { Minute } from './minute';
import type { ObservedSecond } from './observed/observed-second';
import type { ScaledPrice } from './scaled-number';
import { neededScale } from './seconds-scale';

/**
 * What became of a final minute beside what was observed of it (candle rules, section 6): nothing was observed; all of it was and agrees; volume
 * or turnover was short by at most 1 % and was added; the seconds that were not covered were filled; or both contradict each other, and then the
 * official minute is interpolated.
 */
export type SettlementVerdict = 'interpolated' | 'agrees' | 'adjusted' | 'filled' | 'disputed';

export type DifferenceKind =
  /** the first trade is not at the open, and no second before it was left uncovered */
  | 'open'
  /** the last trade is not at the close, and no second after it was left uncovered */
  | 'close'
  /** all seconds are covered, and none reaches the high (low), or one passes it */
  | 'high'
  | 'low'
  | 'volume'
  | 'turnover'
  /** fewer units are left for the uncovered seconds than prices have to be shown there */
  | 'units';

/** One way in which observed and official data differ. */
export interface MinuteDifference {
  readonly kind: DifferenceKind;
  /** From the observed seconds; decimal text. */
  readonly observed: DecimalText;
  /** From the official minute; for `units` what would be needed. */
  readonly official: DecimalText;
  /** observed − official. */
  readonly by: DecimalText;
}

export interface MinuteSettlement {
  /** The 60 seconds to serve. Revisions are not written. */
  readonly seconds: CandleSeries;
  readonly verdict: SettlementVerdict;
  /** Flags of the minute: its own, and what the settlement adds. */
  readonly flags: number;
  /** The first difference found; of verdicts `adjusted` and `disputed`. */
  readonly difference?: MinuteDifference;
}

/** The coarsest scales on which a minute, the previous close and what was observed are whole numbers. */
export function settlementScale(minute: Minute, observed: readonly ObservedSecond[], previousClose: ScaledPrice | undefined): SeriesScale {
  const scale = neededScale(minute, previousClose);
  let { priceScale, volumeScale } = scale;
  for (const { priceGrid, volumeGrid } of observed) {
    priceScale = Math.max(priceScale, priceGrid.scale);
    volumeScale = Math.max(volumeScale, volumeGrid.scale);
  }
  return { priceScale, volumeScale, ...(minute.contractSize === undefined ? {} : { contractSize: minute.contractSize }) };
}

/**
 * A final minute beside the seconds observed of it: the seconds to serve, and what became of the comparison (candle rules, sections 4.6 and 6).
 * A pure function; the same input gives the same bytes.
 *
 * @param observed seconds of this minute, in time order, each once
 * @param scale scales to answer on; at least those of {@link settlementScale}
 */
export function settleMinute(
  minute: Minute,
  observed: readonly ObservedSecond[],
  previousClose: ScaledPrice | undefined,
  context: InterpolationContext,
  scale: SeriesScale = settlementScale(minute, observed, previousClose),
): MinuteSettlement {
  if (observed.length > 0) throw new RangeError(`settle minute: found ${observed.length} observed seconds, expected none`);
  const seconds = new CandleSeries(1, scale, 60);
  interpolateMinute(minute, previousClose, context, seconds, 0);
  seconds.length = 60;
  return { seconds, verdict: 'interpolated', flags: minute.flags };
}
