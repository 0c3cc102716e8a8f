import type { DecimalText } from '@prate/execution-interface';
import { CandleFlag } from './candle-flag';
import type { DecimalGrid } from './candle-grid';
import { OriginCode } from './candle-origin';

/** Four prices as whole numbers of `10^-scale`. */
export interface ScaledPrices {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** One official minute, checked, in whole numbers. What stores keep and interpolation reads. */
export interface Minute extends ScaledPrices {
  /** Start, whole seconds since 1970, a multiple of 60. */
  readonly openTimeS: number;
  /** Grid of the prices, which are whole numbers of `10^-priceGrid.scale`. */
  readonly priceGrid: DecimalGrid;
  /** Whole number of `10^-volumeGrid.scale`. */
  readonly volume: number;
  readonly volumeGrid: DecimalGrid;
  /** Volume of one contract, where the instrument is known. */
  readonly contractSize?: DecimalText;
  /** The venue's count. */
  readonly contracts?: DecimalText;
  /** Linear: quote currency. Inverse: base currency. */
  readonly turnover?: DecimalText;
  /** The venue's continuous form, whole numbers of `10^-stitchedScale`. */
  readonly stitched?: ScaledPrices;
  readonly stitchedScale?: number;
  /** Bits of {@link CandleFlag}. */
  readonly flags: number;
  /** How often it was corrected in the store it comes from; of what a store gave out only, and never stored as such. */
  readonly knownRevision?: number;
  /** Whether the minute was over, and settled, when it was handed in. Others get no seconds. */
  readonly isFinal: boolean;
}

/** How seconds are made: part of every stored minute, so that they can be made again bit for bit. */
export interface InterpolationProfile {
  /** Method and version, for example `linear@1`. */
  readonly method: string;
  readonly seed: number;
}

/** Who says what a minute was: a stream that was whole over it, or an answer to a call (also whatever a caller hands in). */
export type MinuteSource = 'stream' | 'call';

/** Where a minute is from. */
export interface MinuteTestimony {
  readonly source: MinuteSource;
  /** When the venue was asked, or was heard last, ms since 1970 by its clock. */
  readonly askedAtMs: number;
}

/** A minute as a store holds it. */
export interface StoredMinute extends Minute {
  /** 0, 1, 2 …: how often a final minute was corrected. */
  readonly revision: number;
  readonly profile: InterpolationProfile;
  /** When this version was handed in, ms since 1970 by the venue's clock. */
  readonly receivedAtMs: number;
  /** How its 60 seconds came to be, where some were observed; the others are carried. Absent: all are of one origin, see `originOfMinute`. */
  readonly origins?: { readonly observed: number; readonly interpolated: number };
  /** Absent where nobody said when the venue was asked, and of filled minutes. */
  readonly testimony?: MinuteTestimony;
}

/** Whether nothing happened in it: no volume and one single price. */
export function isFlat(minute: Pick<Minute, 'volume' | 'high' | 'low'>): boolean {
  return minute.volume === 0 && minute.high === minute.low;
}

/** Origin code of a whole minute made without observation. */
export function originOfMinute(minute: Minute): number {
  return isFlat(minute) ? OriginCode.Carried : OriginCode.Interpolated;
}

/** Whether a window counts as traded when candles are built from it. */
export function isTraded(volume: number, flags: number): boolean {
  return volume > 0 || (flags & CandleFlag.Volumeless) !== 0;
}

/** Whether two versions say the same; revision and time of receipt aside. */
export function isSameMinute(a: Minute, b: Minute): boolean {
  return (
    a.openTimeS === b.openTimeS &&
    isSamePrices(a, b) &&
    a.priceGrid.scale === b.priceGrid.scale &&
    a.priceGrid.step === b.priceGrid.step &&
    a.volume === b.volume &&
    a.volumeGrid.scale === b.volumeGrid.scale &&
    a.volumeGrid.step === b.volumeGrid.step &&
    a.contractSize === b.contractSize &&
    a.contracts === b.contracts &&
    a.turnover === b.turnover &&
    a.stitchedScale === b.stitchedScale &&
    (a.stitched === undefined ? b.stitched === undefined : b.stitched !== undefined && isSamePrices(a.stitched, b.stitched))
  );
}

function isSamePrices(a: ScaledPrices, b: ScaledPrices): boolean {
  return a.open === b.open && a.high === b.high && a.low === b.low && a.close === b.close;
}
