import type { DecimalText } from './decimal';

/** The venue's fair price of a contract: what margin, profit and liquidation look at. */
export interface MarkPrice {
  readonly symbol: string;
  /** Quote currency. */
  readonly price: DecimalText;
  /** When the venue stated it, ms since the epoch. */
  readonly atMs: number;
}
