import type { DecimalText } from '@prate/execution-interface';

/** How the whole numbers of a {@link CandleSeries} are read. */
export interface SeriesScale {
  /** A price is its whole number divided by `10^priceScale`. */
  readonly priceScale: number;
  readonly volumeScale: number;
  /** Volume of one contract, where known. */
  readonly contractSize?: DecimalText;
  /** A turnover is its whole number divided by `10^turnoverScale`; only where turnover was asked for. */
  readonly turnoverScale?: number;
}

/**
 * Candles of one length in time order, as columns of whole numbers. The form all hot code uses: no object a candle.
 * Doubles hold the whole numbers, exactly below 2^53.
 */
export class CandleSeries {
  /** Rows in use; columns are longer. */
  length = 0;
  readonly openTimeS: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** Codes of `OriginCode`. */
  readonly origin: Uint8Array;
  /** Bits of `CandleFlag`. */
  readonly flags: Uint16Array;
  /** Revision of the minute the row lies in. */
  readonly revision: Uint32Array;
  /** Whole numbers on `scale.turnoverScale`, one a row, filled only where it was asked for: the hot paths never carry it. */
  turnover: bigint[] | undefined;
  /**
   * Of minutes: how many of the 60 seconds are observed and how many interpolated; the others are carried. Absent where no minute of the series
   * was observed: `origin` then holds for all of its seconds, but for a `volumeless` minute, of which only second 0 is interpolated.
   */
  observedSeconds: Uint8Array | undefined;
  interpolatedSeconds: Uint8Array | undefined;

  constructor(
    /** Length of each candle: 1 for seconds, 60 for minutes. */
    readonly stepSeconds: 1 | 60,
    readonly scale: SeriesScale,
    readonly capacity: number,
  ) {
    this.openTimeS = new Float64Array(capacity);
    this.open = new Float64Array(capacity);
    this.high = new Float64Array(capacity);
    this.low = new Float64Array(capacity);
    this.close = new Float64Array(capacity);
    this.volume = new Float64Array(capacity);
    this.origin = new Uint8Array(capacity);
    this.flags = new Uint16Array(capacity);
    this.revision = new Uint32Array(capacity);
  }
}

/** Whether numbers of both can stand in one series. */
export function isSameScale(a: SeriesScale, b: SeriesScale): boolean {
  return (
    a.priceScale === b.priceScale &&
    a.volumeScale === b.volumeScale &&
    a.contractSize === b.contractSize &&
    a.turnoverScale === b.turnoverScale
  );
}
