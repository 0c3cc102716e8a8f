import type { DecimalText } from './decimal';

/** A contract now, and over its last 24 hours. What the venue does not state is absent, never guessed. */
export interface Ticker {
  readonly symbol: string;
  /** Of the last trade; this and all prices in quote currency. */
  readonly lastPrice: DecimalText;
  /** Best prices; absent while that side of the book is empty. */
  readonly bidPrice?: DecimalText;
  readonly askPrice?: DecimalText;
  readonly markPrice?: DecimalText;
  readonly indexPrice?: DecimalText;
  readonly high24hPrice?: DecimalText;
  readonly low24hPrice?: DecimalText;
  /** Contracts traded in 24 hours. */
  readonly contracts24h?: DecimalText;
  /** Over 24 hours. Linear: quote currency. Inverse: base currency. */
  readonly turnover24h?: DecimalText;
  /** Contracts held in open positions. */
  readonly openInterestContracts?: DecimalText;
  /** A fraction: 0.0001 is 0.01 %. */
  readonly fundingRate?: DecimalText;
  /** When the venue stated it, ms since the epoch. */
  readonly atMs: number;
}
