/** `[price, contracts at the price, number of orders]`; the third is missing in old answers (reference 4.3). */
export type WireDepthRow = readonly [price: string, vol: string, orderCount?: number];

/** The book (reference 4.3): asks ascending, bids descending, best first. */
export interface WireDepth {
  readonly asks: readonly WireDepthRow[];
  readonly bids: readonly WireDepthRow[];
  /** The counter that the stream counts on. */
  readonly version: number;
  /** ms since the epoch. */
  readonly timestamp?: number;
}

/** One change of the book (reference 4.4): sizes are absolute, 0 deletes the price. */
export interface WireDepthCommit {
  readonly asks: readonly WireDepthRow[];
  readonly bids: readonly WireDepthRow[];
  readonly version: number;
}
