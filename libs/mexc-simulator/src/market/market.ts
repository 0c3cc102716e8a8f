/**
 * Where prices come from. A market is a function of time alone: asked twice, it answers the same. Times are whole seconds since the
 * epoch, prices whole ticks, sizes whole lots (steps of the contract's `volUnit`).
 */
export interface Market {
  /** Price of the path in this second. */
  priceTicks(second: number): number;
  /** Lots traded in this second, all at {@link priceTicks}; 0 where nobody traded. */
  tradedLots(second: number): number;
  /** Price of the last trade at or before this second; `undefined` before the first. */
  lastTradeTicks(second: number): number | undefined;
  /** The minute that opens at this second, its seconds up to and including `throughSecond`; `undefined` where the market has none. */
  minute(openSecond: number, throughSecond: number): MinuteBar | undefined;
  /** First and last second that can have a bar when it is `nowSecond`; `undefined` when there is none yet. */
  span(nowSecond: number): { readonly first: number; readonly last: number } | undefined;
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
