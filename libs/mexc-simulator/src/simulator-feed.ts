import type { MarketPhase } from './market/market';

/** A trade of anybody's. Decimal text. */
export interface FedTrade {
  /** Quote coin, on the tick grid of the contract. */
  readonly price: string;
  /** A whole number of the contract's lots (`volUnit`), more than 0. */
  readonly contracts: string;
  /** Who did not wait. */
  readonly takerSide: 'buy' | 'sell';
  /** When it was made, ms since the epoch. */
  readonly atMs: number;
}

/** A finished minute of the past. Decimal text; prices of trades, quote coin, on the tick grid. */
export interface FedMinute {
  /** Milliseconds since the epoch, on a whole minute. */
  readonly openTimeMs: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  /** A whole number of lots. */
  readonly contracts: string;
  /** Quote coin (linear) or base coin (inverse); where absent it is counted at the close. */
  readonly turnover?: string;
}

/** What stands in the book of a real exchange, best first; decimal text: price in quote coin on the tick grid, a whole number of lots. */
export interface FedBookSides {
  readonly bids: readonly { readonly price: string; readonly contracts: string }[];
  readonly asks: readonly { readonly price: string; readonly contracts: string }[];
}

/** Decimal text. */
export interface FedFunding {
  /** A fraction of the position value, between -1 and 1. */
  readonly rate: string;
  /** Milliseconds since the epoch. */
  readonly nextSettleTimeMs?: number;
  readonly cycleHours?: number;
  readonly minRate?: string;
  readonly maxRate?: string;
}

/** How a feed stands. */
export interface FeedState {
  /** `waiting`: no trade came yet, orders are refused. `stale`: orders that open are refused. */
  readonly phase: MarketPhase;
  /** Quote coin; of the last trade that the exchange has seen. */
  readonly lastPrice?: string;
  /** When anything was handed in last, ms. */
  readonly lastHeardMs?: number;
  readonly tradeCount: number;
  /** What was handed in and could not be taken: how often, and why the last time. */
  readonly refusedCount: number;
  readonly lastRefusal?: string;
}

/**
 * The way into a listing whose market is handed in while it happens. What is handed in during a second is the market of the next one.
 * Nothing is rounded but mark and index price, which stand on the nearest tick.
 *
 * Every method throws a `FeedError` for what cannot be taken; that is counted in {@link state}, and changes nothing else.
 */
export interface SimulatorFeed {
  trade(trade: FedTrade): void;
  /** The fair price, quote coin; where none was handed in it stands at the last trade. */
  markPrice(price: string): void;
  indexPrice(price: string): void;
  /**
   * The whole book as it stands, instead of the one before: takers of the account meet it from the next 200 ms on. Where none was handed in
   * a book is made up around the last trade.
   */
  orderBook(book: FedBookSides): void;
  /** Where none was handed in the rate is 0. */
  fundingRate(funding: FedFunding): void;
  /** Bars of minutes of which not everything was heard, oldest first. What is known stays; answers how many were taken. */
  minutes(minutes: readonly FedMinute[]): number;
  /** Something may be missing from now on: stale until the next trade, or until {@link resume}. */
  gap(): void;
  /** Nothing is missing (any more): the last price is the market's. Keeps a quiet market from going stale. */
  resume(): void;
  readonly state: FeedState;
}
