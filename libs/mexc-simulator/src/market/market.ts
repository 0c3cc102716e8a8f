import type { DecimalText } from '@prate/execution-interface/decimal';
import type { BackgroundLevel, BookSide } from './synthetic-book';

/**
 * Where prices come from. A market is a function of time alone: asked twice, it answers the same. Times are whole seconds since the
 * epoch, prices whole ticks, sizes whole lots (steps of the contract's `volUnit`).
 */
export interface Market {
  /** Price of the path in this second. */
  priceTicks(second: number): number;
  /** Lots traded in this second, all at {@link priceTicks} unless {@link prints} says otherwise; 0 where nobody traded. */
  tradedLots(second: number): number;
  /**
   * The trades of this second one by one, oldest first, where the market knows them: their sizes sum to {@link tradedLots}, and the last one
   * stands at {@link priceTicks}.
   */
  prints?(second: number): readonly MarketPrint[];
  /** Price of the last trade at or before this second; `undefined` before the first. */
  lastTradeTicks(second: number): number | undefined;
  /** Index and fair price of this second, where the market knows them; otherwise they are derived from the path. */
  indexTicks?(second: number): number | undefined;
  fairTicks?(second: number): number | undefined;
  /** The minute that opens at this second, its seconds up to and including `throughSecond`; `undefined` where the market has none. */
  minute(openSecond: number, throughSecond: number): MinuteBar | undefined;
  /** Price of the last trade in the bars before this second; where absent, {@link lastTradeTicks} of the second before answers. */
  closeBefore?(second: number): number | undefined;
  /** First and last second that can have a bar when it is `nowSecond`; `undefined` when there is none yet. */
  span(nowSecond: number): { readonly first: number; readonly last: number } | undefined;
  /** The funding rate, where it is not the simulator's own. */
  funding?(second: number): MarketFunding | undefined;
  /**
   * What stands on a side of the book at a step of 200 ms, best first. Where absent or not known it is made up around the path.
   */
  book?(side: BookSide, step: number): readonly BackgroundLevel[] | undefined;
  /** Absent: always `live`. */
  phase?(second: number): MarketPhase;
}

/** `waiting`: there is no price yet, nothing can be traded. `stale`: the price is old, nothing may be opened at it. */
export type MarketPhase = 'waiting' | 'live' | 'stale';

/** A trade as a market knows it; what is absent is made up where it has to be told. */
export interface MarketPrint {
  readonly ticks: number;
  /** More than 0. */
  readonly lots: number;
  readonly takerSide?: 'buy' | 'sell';
  /** Rises within a market; digits. */
  readonly id?: string;
  /** Milliseconds since the epoch. */
  readonly atMs?: number;
}

/** What longs pay to shorts at the next settlement. */
export interface MarketFunding {
  /** A fraction of the position value. */
  readonly rate: DecimalText;
  /** Milliseconds since the epoch. */
  readonly nextSettleTimeMs?: number;
  readonly cycleHours?: number;
  readonly minRate?: DecimalText;
  readonly maxRate?: DecimalText;
}

/** The trades of one minute, or of its first part. */
export interface MinuteBar {
  /** First, highest, lowest and last trade, ticks; absent where nobody traded. */
  readonly traded?: { readonly open: number; readonly high: number; readonly low: number; readonly close: number };
  readonly lots: bigint;
  /** Sum of lots × ticks: turnover of a linear contract in its grids. */
  readonly lotTicks: bigint;
  /** Sum of lots ÷ ticks: turnover of an inverse contract in its grids. */
  readonly lotsPerTick: number;
}

export const MINUTE_SECONDS = 60;
