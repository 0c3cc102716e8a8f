/** Balance of a contract's insurance fund (reference 4.10; the venue spells it so). */
export interface WireRiskReverse {
  readonly symbol: string;
  readonly currency: string;
  /** Up to 38 digits. */
  readonly available: string;
  /** ms since the epoch. */
  readonly timestamp?: number;
}

/** The same at the end of a day. */
export interface WireRiskReverseSnapshot {
  readonly symbol: string;
  readonly currency: string;
  readonly available: string;
  /** ms since the epoch. */
  readonly snapshotTime: number;
}
