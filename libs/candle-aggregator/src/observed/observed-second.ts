import type { DecimalText } from '@prate/execution-interface';
import type { DecimalGrid } from '../candle-grid';
import type { ScaledPrices } from '../minute';

/**
 * One second that a trade stream covered from its start to its end, in whole numbers as a `Minute` is. Traded: its origin is observed. Covered
 * without a trade: volume 0, all prices the last close known then; its origin is carried, and it stands at the last close of what is known later.
 */
export interface ObservedSecond extends ScaledPrices {
  /** Start, whole seconds since 1970. */
  readonly openTimeS: number;
  /** Grid of the prices, which are whole numbers of `10^-priceGrid.scale`. */
  readonly priceGrid: DecimalGrid;
  /** Whole number of `10^-volumeGrid.scale`. */
  readonly volume: number;
  readonly volumeGrid: DecimalGrid;
  /** Volume of one contract, where the instrument is known. */
  readonly contractSize?: DecimalText;
  /** Linear: quote currency. Inverse: base currency. */
  readonly turnover?: DecimalText;
  /** Bits of `CandleFlag`: `ByPushes` where only the running minute's pushes were seen. */
  readonly flags: number;
}
