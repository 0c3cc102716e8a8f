import type { ClientOrderId, DecimalText, PositionSide } from '@prate/execution-interface';

/** Filled contracts without a stop that was read back. */
export interface Unprotected {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly clientOrderId?: ClientOrderId;
  /** Known to have filled; 0 where even that could not be read. */
  readonly contracts: DecimalText;
  /** ms since the epoch. */
  readonly sinceMs: number;
  readonly forMs: number;
  /** Whether the alarm was raised. */
  readonly isAlarmed: boolean;
  /** Why, as far as is known. */
  readonly problem?: string;
}

/** How entries with a stop stand, for metrics and health. */
export interface ProtectionReport {
  /** Entries that are looked after. */
  readonly guarded: number;
  /** Those of them whose fills have no proven stop at this moment, the oldest first. */
  readonly unprotected: readonly Unprotected[];
  /** The longest that fills were without one since this gate was made, those of this moment included, ms. */
  readonly longestUnprotectedMs: number;
  /** Why entries of an earlier process could not be found again; absent where they could, or there is no journal. */
  readonly restoreProblem?: string;
}
