import type { DecimalText } from '../../decimal';
import type { PositionMode } from '../../enums';
import type { ExecutionInterface } from '../../execution-interface';
import type { Instrument } from '../../instrument';
import type { ExecutionFault } from './execution-ability';

/**
 * A port that is not connected yet, and the venue behind it as a test can move it: an account with plenty of money in the settle currencies,
 * no order, no position. Prices stand still unless they are moved.
 */
export interface ExecutionVenue {
  readonly execution: ExecutionInterface;
  /** The contract that the cases trade. */
  readonly instrument: Instrument;
  /** Another one, in which an order can rest, too. */
  readonly otherInstrument: Instrument;
  readonly positionMode: PositionMode;
  /** Of the venue, ms since the epoch. */
  nowMs(): number;
  /** Last and mark price of {@link instrument}, quote currency. */
  lastPrice(): DecimalText;
  /** Both move there at once; comes back when the venue has acted on it. The price is on the tick. */
  moveTo(price: DecimalText): Promise<void>;
  /** Lets time pass. */
  pass(byMs: number): Promise<void>;
  /** Orders the venue ever made, as it knows itself; of that client order id only, where one is named. */
  ordersMade(clientOrderId?: string): number;
  /** Only called for faults that were declared. */
  provoke(fault: ExecutionFault): void;
  /** No fault waits any more. */
  calm(): void;
  /** Money comes in from elsewhere. Only called where `transfers` was declared. */
  deposit?(currency: string, amount: DecimalText): void;
}
