/** A public trade (reference 4.8), in the venue's letters. REST gives no trade id. */
export interface WireMarketDeal {
  /** Price. */
  readonly p: string;
  /** Contracts. */
  readonly v: string;
  /** Side of the taker: 1 buy, 2 sell. */
  readonly T: number;
  /** Open flag; the sources differ on its meaning (reference 10.20): for display only. */
  readonly O?: number;
  /** Self-trade: 1 yes, 2 no. */
  readonly M?: number;
  /** ms since the epoch. */
  readonly t: number;
}
