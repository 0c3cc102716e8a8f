import type { DecimalText } from './decimal';

/** What rests at one price. */
export interface OrderBookLevel {
  /** Quote currency. */
  readonly price: DecimalText;
  /** More than 0. */
  readonly contracts: DecimalText;
}

/** The resting orders of a contract as they were at one moment: never crossed, no price twice. */
export interface OrderBook {
  readonly symbol: string;
  /** Best first: the highest price. */
  readonly bids: readonly OrderBookLevel[];
  /** Best first: the lowest price. */
  readonly asks: readonly OrderBookLevel[];
  /** The venue's count of changes, where it has one: of two books of a symbol the later has the higher. */
  readonly version?: number;
  /** When the book was so, ms since the epoch. */
  readonly atMs: number;
}

/** Which book. */
export interface OrderBookQuery {
  readonly symbol: string;
  /** Levels of each side at most, a whole number of at least 1; default 20. */
  readonly levels?: number;
}
