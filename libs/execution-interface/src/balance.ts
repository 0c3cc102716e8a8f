import type { DecimalText } from './decimal';

/** One currency of the account, amounts in that currency. available + frozen + positionMargin + unrealizedPnl = total. */
export interface Balance {
  readonly currency: string;
  /** Free for new orders. */
  readonly available: DecimalText;
  /** Held by working orders. */
  readonly frozen: DecimalText;
  /** Held by open positions. */
  readonly positionMargin: DecimalText;
  readonly unrealizedPnl: DecimalText;
  /** The venue's equity. */
  readonly total: DecimalText;
  /**
   * The venue pushed new amounts without its equity: unrealizedPnl is as last read, and total is the sum of the other four. The next reading
   * states them again.
   */
  readonly isTotalEstimated?: true;
  /** When this was read, ms since the epoch by our clock. */
  readonly asOfMs: number;
}
