import type { DecimalText } from './decimal';
import type { Side } from './enums';

/** A trade of anybody's. */
export interface MarketTrade {
  /** The venue's, where it gives one; two trades without one that look alike are still two. */
  readonly id?: string;
  readonly symbol: string;
  /** Quote currency. */
  readonly price: DecimalText;
  readonly contracts: DecimalText;
  /** Who did not wait: `buy` lifted an ask, `sell` hit a bid. */
  readonly takerSide: Side;
  /** When it was made, ms since the epoch. */
  readonly atMs: number;
}

/** Which trades. */
export interface MarketTradeQuery {
  readonly symbol: string;
  /** The latest so many at most, a whole number from 1 to 100; default 100. */
  readonly limit?: number;
}
