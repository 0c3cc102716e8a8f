import type { DecimalText } from './decimal';

/** What long positions pay to short ones at the next settlement; it moves until then. */
export interface FundingRate {
  readonly symbol: string;
  /** A fraction of the position's value: 0.0001 is 0.01 %. Negative: short positions pay. */
  readonly rate: DecimalText;
  /** When it is settled, ms since the epoch. */
  readonly nextSettlementMs?: number;
  /** Between two settlements. */
  readonly intervalHours?: number;
  /** Bounds of the rate, fractions. */
  readonly minRate?: DecimalText;
  readonly maxRate?: DecimalText;
  /** When the venue stated it, ms since the epoch. */
  readonly atMs: number;
}
