/** `index_price` (reference 4.5). For inverse contracts the venue quotes the index under the USDT symbol. */
export interface WireIndexPrice {
  readonly symbol: string;
  readonly indexPrice: string;
  /** ms since the epoch. */
  readonly timestamp: number;
}
