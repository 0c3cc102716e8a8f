/** Column-oriented klines (reference 4.7); all columns are of equal length. */
export interface WireKlines {
  /** Window starts, **seconds** since the epoch. */
  readonly time: readonly number[];
  /** Continuous form: the open is the previous close. */
  readonly open: readonly string[];
  readonly close: readonly string[];
  readonly high: readonly string[];
  readonly low: readonly string[];
  /** Contracts. */
  readonly vol: readonly string[];
  /** Turnover: quote coin for linear, base coin for inverse. */
  readonly amount: readonly string[];
  /** First, last, highest and lowest trade of the window. */
  readonly realOpen?: readonly string[];
  readonly realClose?: readonly string[];
  readonly realHigh?: readonly string[];
  readonly realLow?: readonly string[];
}

/** `fair_price` (reference 4.5). */
export interface WireFairPrice {
  readonly symbol: string;
  readonly fairPrice: string;
  /** ms since the epoch. */
  readonly timestamp: number;
}
