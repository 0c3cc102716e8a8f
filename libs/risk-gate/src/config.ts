import type { Clock, DayStartStore, DecimalText, ExecutionInterface, InstrumentSource, KillSwitch } from '@prate/execution-interface';
import type { EquityReading } from './daily-equity';
import type { FailureCounterOptions } from './failure-counter';
import type { RiskLimits } from './limits';
import type { GuardTimer } from './protection/guard-timer';
import type { ProtectionOptions } from './protection/protection-options';
import type { CancelChoice } from './trip/cancel-working-orders';
import type { Notifier } from './trip/notifier';
import type { TripReport } from './trip/trip-report';
import type { VerdictAudit } from './verdict-notes';

/** A price and when it was stated, ms since the epoch. Plain text counts as stated now. */
export type PriceReading = DecimalText | { readonly price: DecimalText; readonly atMs: number };

/** What halts trading by itself, and what happens then. */
export interface TripOptions {
  readonly failures?: FailureCounterOptions;
  /**
   * What the loss limit of the day does beside denying. Default `trip`: as soon as it is seen, looked at every sixth of `maxAges.equityMs` (5 s)
   * between `connect` and `disconnect`, and sooner when the venue tells of a balance or a position.
   */
  readonly onDailyLoss?: 'trip' | 'deny';
  /** Default `opening`. */
  readonly cancel?: CancelChoice;
  /** Whether positions are closed at the market, too. Default false. */
  readonly isFlattening?: boolean;
  /** How long to wait for orders that are under way. Default 5,000 ms. */
  readonly inFlightWaitMs?: number;
  /**
   * Whether the gate acts by itself between `connect` and `disconnect`: cancels what opens where trading is found halted, and halts at the
   * loss of the day though nothing was ordered. Default true. What was tripped here is seen through either way.
   */
  readonly isWatching?: boolean;
  readonly notifier?: Notifier;
  /** At the end of each trip, also of those that nobody asked for. */
  readonly onTrip?: (report: TripReport) => void;
}

/** Largest ages at which something still counts as known, ms. Orders, positions and equity are read anew at a fifth of theirs. */
export interface MaxAges {
  /** Orders and positions. Default 10,000. */
  readonly accountMs?: number;
  /** Default 30,000. */
  readonly equityMs?: number;
  /** Mark and index price, where the source says when they were stated. Default 10,000. */
  readonly priceMs?: number;
}

export interface RiskGateOptions {
  /** What stands behind the gate. */
  readonly over: ExecutionInterface;
  readonly instruments: InstrumentSource;
  /** Mark price of a symbol, quote currency. A refusal denies what opens as `mark-unavailable`. */
  readonly marks: (symbol: string) => Promise<PriceReading>;
  /** Index price of a symbol, quote currency; asked only where the instrument states a price band. */
  readonly indexes?: (symbol: string) => Promise<PriceReading>;
  readonly limits: RiskLimits;
  /** Default: one in memory, which forgets when the process ends. Never in front of real money. */
  readonly killSwitch?: KillSwitch;
  readonly trip?: TripOptions;
  /**
   * Equity by settle currency, deposits and withdrawals taken out. Default: the totals of `getBalances()`, less the transfers of the day in
   * `getTransferHistory()`.
   */
  readonly equity?: () => Promise<readonly EquityReading[]>;
  /** Default: one in memory, with which a restart begins the day's loss anew. Never in front of real money. */
  readonly dayStarts?: DayStartStore;
  /** Nothing that changes anything leaves, cancels and closes neither. Default false. */
  readonly isReadOnly?: boolean;
  readonly maxAges?: MaxAges;
  /** How long a position may lag behind the order that filled it. Default 500 ms. */
  readonly positionLagMs?: number;
  /** Keeps the verdict on each order, of those that were denied as well. Absent: nobody does. */
  readonly audit?: VerdictAudit;
  /** How entries that carry a stop are guarded. */
  readonly protection?: ProtectionOptions;
  readonly clock?: Clock;
  /** Delays of what the gate does by itself. Default: the machine's. `protection.timer` stands in place of it there. */
  readonly timer?: GuardTimer;
}

export const DEFAULT_MAX_AGES: Required<MaxAges> = Object.freeze({ accountMs: 10_000, equityMs: 30_000, priceMs: 10_000 });
