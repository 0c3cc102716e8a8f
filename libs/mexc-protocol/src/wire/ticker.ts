/** 24 hours of a contract, and its prices now (reference 4.9). */
export interface WireTicker {
  readonly contractId?: string;
  readonly symbol: string;
  readonly lastPrice: string;
  /** Best prices; absent while that side of the book is empty. */
  readonly bid1?: string;
  readonly ask1?: string;
  /** Contracts. */
  readonly volume24?: string;
  /** Turnover: quote coin for linear, base coin for inverse. */
  readonly amount24?: string;
  /** Open interest, contracts. */
  readonly holdVol?: string;
  readonly lower24Price?: string;
  readonly high24Price?: string;
  /** A fraction: 0.014 is 1.4 %. */
  readonly riseFallRate?: string;
  readonly riseFallValue?: string;
  readonly indexPrice?: string;
  readonly fairPrice?: string;
  readonly fundingRate?: string;
  /** Price band of orders (reference 9.3). */
  readonly maxBidPrice?: string;
  readonly minAskPrice?: string;
  /** ms since the epoch. */
  readonly timestamp: number;
  readonly riseFallRates?: WireRiseFallRates;
  readonly riseFallRatesOfTimezone?: readonly string[];
}

/** Change since the day began in `zone` (`r`, and `v` as a price), and over days. */
export interface WireRiseFallRates {
  readonly zone?: string;
  readonly r?: string;
  readonly v?: string;
  readonly r7?: string;
  readonly r30?: string;
  readonly r90?: string;
  readonly r180?: string;
  readonly r365?: string;
}
