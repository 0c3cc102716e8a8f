import type { Order, PositionSide } from '@prate/execution-interface';

/** An order that was to be cancelled and perhaps works still. */
export interface NotCancelled {
  readonly symbol: string;
  /** Absent where not even a list could be had. */
  readonly orderId?: string;
  readonly problem: string;
}

/** One position that was to be closed. */
export interface ClosedByTrip {
  readonly symbol: string;
  /** Absent where it is not known which there are. */
  readonly positionSide?: PositionSide;
  /** Of the outcome. */
  readonly status: string;
  readonly problem?: string;
}

/** What tripping did on its first way through, and what it could not do then. What is left is tried again in the background. */
export interface TripReport {
  readonly reason: string;
  readonly by: string;
  /** ms since the epoch. */
  readonly atMs: number;
  /** Whether the switch kept it; where not, only this process is halted. */
  readonly isKept: boolean;
  readonly keepProblem?: string;
  readonly cancelled: readonly { readonly symbol: string; readonly orderId: string }[];
  /** Working still, by choice: what protects and what only reduces. */
  readonly kept: readonly Order[];
  readonly notCancelled: readonly NotCancelled[];
  /** One row a position, where it was to be closed. */
  readonly closed: readonly ClosedByTrip[];
  /** Openings that had no answer when the waiting for them was over. Each is cancelled as soon as it is accepted. */
  readonly stillInFlight: number;
  /** Nothing is left to do. Otherwise it is done again until nothing is; whoever is in a hurry cancels by hand. */
  readonly isComplete: boolean;
}
