/** One recorded trade, as it stands in its file. */
export interface TapeTrade {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** Decimal text. */
  readonly price: string;
  /** Decimal text, more than 0: base quantity of a linear contract, quote value of an inverse one. */
  readonly volume: string;
  /** Who did not wait. */
  readonly takerSide: 'buy' | 'sell';
}
