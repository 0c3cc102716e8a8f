import type { DecimalText } from './decimal';

/** Four prices of a window, quote currency. */
export interface CandlePrices {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** A candle as the venue states it. Covers `[openTimeMs, openTimeMs + intervalSeconds * 1000)`. */
export interface Candle {
  readonly symbol: string;
  /** Start of the window, ms since the epoch. */
  readonly openTimeMs: number;
  readonly intervalSeconds: number;
  /** The continuous form: the open is the previous close, high and low enclose it. */
  readonly stitched: CandlePrices;
  /** First, highest, lowest and last trade of the window; absent where the venue does not give them. */
  readonly traded?: CandlePrices;
  /** The venue's count. */
  readonly contracts: number;
  /** Linear: base currency. Inverse: quote currency (contracts times face value). */
  readonly volume: number;
  /** Linear: quote currency. Inverse: base currency. */
  readonly turnover: DecimalText;
}

/** Which candles: every one whose `openTimeMs` lies in `[startMs, endMs)`. */
export interface CandleQuery {
  readonly symbol: string;
  readonly intervalSeconds: number;
  /** Inclusive, ms since the epoch. */
  readonly startMs: number;
  /** Exclusive, ms since the epoch. */
  readonly endMs: number;
}
