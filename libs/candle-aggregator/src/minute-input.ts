import type { DecimalText } from '@prate/execution-interface';

/** Four prices, quote currency. */
export interface PriceInput {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** One minute as it is handed in. */
export interface MinuteInput extends PriceInput {
  /** Start of the minute, ms since 1970, a multiple of 60,000. */
  readonly timestamp: number;
  /** Base quantity, or whatever unit the caller counts in. */
  readonly volume: number;
  /** The venue's count. */
  readonly contracts?: number;
  /** Linear: quote currency. Inverse: base currency. Decimal text, rounded half up at 12 decimals. */
  readonly turnover?: DecimalText | string;
  /** The venue's continuous form, kept with the minute; `open` to `close` are then the real (traded) prices. */
  readonly stitched?: PriceInput;
  /** Of minutes that a store gave out: on which grid it held them, so that the same seconds are made again. Goes before the instrument of the call. */
  readonly kept?: KeptGrid;
  /** Of minutes that a store gave out: a gap it had filled, flat at the close before, volume 0. Never replaces a real minute. */
  readonly isFilled?: boolean;
  /** Of minutes that a store gave out: how often it was corrected there, 0, 1, 2 … Never replaces a minute that was corrected more often. */
  readonly revision?: number;
  /** Where the caller's rows name their symbol, it must be the one of the call. */
  readonly symbol?: string;
}

/** Grids a stored minute stood on; decimal text. */
export interface KeptGrid {
  readonly priceStep: DecimalText | string;
  readonly volumeStep: DecimalText | string;
  readonly contractSize?: DecimalText | string;
  /** Whether a price or the volume was off the grid of its instrument. */
  readonly isOffGrid?: boolean;
}
