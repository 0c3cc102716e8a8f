import type { DecimalText } from '@prate/execution-interface';
import { subtract } from '@prate/execution-interface/decimal';
import { ExactSum } from '../exact-sum';

export type DifferenceKind =
  /** the first trade is not at the open, and no second before it was left uncovered */
  | 'open'
  /** the last trade is not at the close, and no second after it was left uncovered */
  | 'close'
  /** a price above the high (below the low), or all seconds are covered and none reaches it */
  | 'high'
  | 'low'
  | 'volume'
  | 'turnover'
  /** fewer units are left for the uncovered seconds than prices have to be shown there */
  | 'units';

/** One way in which observed and official data differ. */
export interface MinuteDifference {
  readonly kind: DifferenceKind;
  /** From the observed seconds; decimal text. Of `units`: the units that are left. */
  readonly observed: DecimalText;
  /** From the official minute; decimal text. Of `units`: the units that are needed. */
  readonly official: DecimalText;
  /** observed − official. */
  readonly by: DecimalText;
}

/** A difference of two whole numbers of `10^-scale`. */
export function difference(kind: DifferenceKind, observed: number | bigint, official: number | bigint, scale: number): MinuteDifference {
  const text = (value: number | bigint): DecimalText => {
    const sum = new ExactSum();
    sum.add(value < 0 ? -value : value, scale);
    return (value < 0 ? `-${sum.toText()}` : sum.toText()) as DecimalText;
  };
  return differenceOfTexts(kind, text(observed), text(official));
}

export function differenceOfTexts(kind: DifferenceKind, observed: DecimalText, official: DecimalText): MinuteDifference {
  return { kind, observed, official, by: subtract(observed, official) };
}
