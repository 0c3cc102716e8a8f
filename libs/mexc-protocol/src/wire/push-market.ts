/**
 * Public pushes (reference 8.4). Prices, contracts and turnover are numbers: the venue chose them, and no sum of money is made of them here.
 * Ids are text. Times are ms unless the field says seconds.
 */

/** A level of the book: price, contracts resting there (0 removes the level), number of orders where told. */
export type WireDepthLevel = readonly [price: number, contracts: number, orderCount?: number];

/** One row of `push.tickers`: all contracts, without bid, ask, open interest and funding. */
export interface WirePushTickersRow {
  readonly symbol: string;
  readonly contractId?: number;
  readonly lastPrice: number;
  /** A fraction: 0.014 is 1.4 %. */
  readonly riseFallRate: number;
  readonly fairPrice: number;
  readonly indexPrice: number;
  /** Contracts. */
  readonly volume24: number;
  /** Turnover: quote coin for linear, base coin for inverse. */
  readonly amount24: number;
  readonly maxBidPrice: number;
  readonly minAskPrice: number;
  readonly lower24Price: number;
  readonly high24Price: number;
  readonly timestamp: number;
}

/** `push.ticker`. */
export interface WirePushTicker extends WirePushTickersRow {
  /** Absent while that side of the book is empty. */
  readonly bid1?: number;
  readonly ask1?: number;
  /** Open interest, contracts. */
  readonly holdVol: number;
  readonly riseFallValue: number;
  readonly fundingRate: number;
  /** For example `UTC+8`. */
  readonly zone?: string;
  /** Over 1, 7, 30, 90, 180 and 365 days. */
  readonly riseFallRates?: readonly number[];
  readonly riseFallRatesOfTimezone?: readonly number[];
}

/** One trade of `push.deal`. */
export interface WirePushDeal {
  readonly p: number;
  /** Contracts. */
  readonly v: number;
  /** Taker side: 1 buy, 2 sell. */
  readonly T: number;
  /** What it did to open interest. The venue's pages disagree on the numbers, so they are not checked: for display only. */
  readonly O?: number;
  /** Self-trade: 1 yes, 2 no. */
  readonly M?: number;
  readonly t: number;
  /** Trade id. */
  readonly i?: string;
  /** Time of the matching engine. */
  readonly cts?: number;
}

/** `push.depth`: what changed. Aggregated pushes cover the versions `begin` to `end`, others exactly `version`. */
export interface WirePushDepth {
  readonly asks: readonly WireDepthLevel[];
  readonly bids: readonly WireDepthLevel[];
  readonly version?: number;
  readonly begin?: number;
  readonly end?: number;
  readonly cts?: number;
}

/** `push.depth.full`: the best levels whole. */
export interface WirePushDepthFull {
  readonly asks: readonly WireDepthLevel[];
  readonly bids: readonly WireDepthLevel[];
  readonly version: number;
  readonly cts?: number;
}

/** `push.depth.step`: the book in steps of a price. */
export interface WirePushDepthStep {
  readonly asks: readonly WireDepthLevel[];
  readonly bids: readonly WireDepthLevel[];
  readonly askMarketLevelPrice?: number;
  readonly bidMarketLevelPrice?: number;
  readonly ct?: number;
  readonly version: number;
}

/** `push.kline`. There is no flag for the end: a kline is final when one with a later `t` has come. */
export interface WirePushKline {
  readonly symbol: string;
  readonly interval: string;
  /** Start of the window, **seconds** since the epoch. */
  readonly t: number;
  /** Continuous form: the open is the previous close. */
  readonly o: number;
  readonly c: number;
  readonly h: number;
  readonly l: number;
  /** Turnover: quote coin for linear, base coin for inverse. */
  readonly a: number;
  /** Contracts. */
  readonly q: number;
  /** First, last, highest and lowest trade of the window. */
  readonly ro?: number;
  readonly rc?: number;
  readonly rh?: number;
  readonly rl?: number;
}

/** `push.funding.rate`. */
export interface WirePushFundingRate {
  readonly symbol: string;
  readonly rate: number;
  readonly nextSettleTime: number;
}

/** `push.index.price` and `push.fair.price`. */
export interface WirePushPrice {
  readonly symbol: string;
  readonly price: number;
}

/** `push.contract`: a contract that changed, with some of the fields of `contract/detail`. Read the rest there. */
export interface WirePushContract {
  readonly symbol: string;
  readonly state?: number;
  readonly apiAllowed?: boolean;
  readonly contractSize?: number;
  readonly priceUnit?: number;
  readonly volUnit?: number;
  readonly minVol?: number;
  readonly maxVol?: number;
  readonly limitMaxVol?: number;
  readonly minLeverage?: number;
  readonly maxLeverage?: number;
  readonly takerFeeRate?: number;
  readonly makerFeeRate?: number;
  readonly maintenanceMarginRate?: number;
  readonly initialMarginRate?: number;
}

/** `data` of each public push. */
export interface WirePublicPushes {
  readonly tickers: readonly WirePushTickersRow[];
  readonly ticker: WirePushTicker;
  /** A list since 2025-08, a single trade before: always a list here. */
  readonly deal: readonly WirePushDeal[];
  readonly depth: WirePushDepth;
  readonly 'depth.full': WirePushDepthFull;
  readonly 'depth.step': WirePushDepthStep;
  readonly kline: WirePushKline;
  readonly 'funding.rate': WirePushFundingRate;
  readonly 'index.price': WirePushPrice;
  readonly 'fair.price': WirePushPrice;
  readonly contract: WirePushContract;
}
