/** One recorded second, as it stands in its file. Decimal text. */
export interface TapeSecond {
  /** Milliseconds since the epoch, on a whole second. */
  readonly openTimeMs: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  /** Base quantity of a linear contract, quote value of an inverse one. */
  readonly volume: string;
}
