import { type DecimalText, type Instrument, type Order, type PositionSide, isFinalStatus } from '@prate/execution-interface';
import { compare, maximum, minimum, subtract } from '@prate/execution-interface/decimal';

export interface ClaimTerms {
  readonly instrument: Instrument;
  readonly positionSide: PositionSide;
  /** All that may be filled. */
  readonly contracts: DecimalText;
  /** What one contract is valued at, quote currency. */
  readonly price: DecimalText;
  /**
   * `order`: seen in the lists of orders and positions. `conditional`: in the list of those that wait. `reversal`, `amendment`: in no list of
   * their own; what they did shows in a reading that began after them.
   */
  readonly what: 'order' | 'conditional' | 'reversal' | 'amendment';
  readonly clientOrderId?: string;
}

/** `in-flight`: handed on, no outcome yet. `unknown`: nobody knows. `working`: there is an order. `final`: it will not fill any more. */
export type ClaimPhase = 'in-flight' | 'unknown' | 'working' | 'final';

/** A list may lag behind an answer. */
const VISIBLE_AFTER_MS = 2_000;

/**
 * The room of one order of ours: all it may fill, until a reading of positions that began after a fill shows that fill. So nothing is ever
 * counted less than once, and for a moment some of it twice.
 */
export class Claim {
  readonly terms: ClaimTerms;
  phase: ClaimPhase = 'in-flight';
  orderId?: string;
  clientOrderId?: string;
  /** When there was an outcome, ms. */
  settledAtMs?: number;
  private ceiling: DecimalText;
  private filled: DecimalText = '0';
  /** Fills not yet seen in a position, oldest first: when how much had been filled. */
  private fills: Array<{ readonly atMs: number; readonly filled: DecimalText }> = [];

  constructor(
    terms: ClaimTerms,
    private readonly positionLagMs: number,
  ) {
    this.terms = terms;
    this.ceiling = terms.contracts;
    if (terms.clientOrderId !== undefined) this.clientOrderId = terms.clientOrderId;
  }

  isOf({ orderId, clientOrderId }: Pick<Order, 'orderId' | 'clientOrderId'>): boolean {
    if (this.orderId !== undefined) return this.orderId === orderId;
    return this.clientOrderId !== undefined && this.clientOrderId === clientOrderId;
  }

  /** What an order was read to be, by an answer or an event; an older one changes nothing. */
  learn(order: Order, nowMs: number): void {
    if (this.phase === 'final') return;
    this.orderId = order.orderId;
    if (order.clientOrderId !== undefined) this.clientOrderId = order.clientOrderId;
    if (this.phase !== 'in-flight' || isFinalStatus(order.status)) this.phase = isFinalStatus(order.status) ? 'final' : 'working';
    if (compare(order.filledContracts, this.filled) > 0) {
      this.filled = order.filledContracts;
      this.fills.push({ atMs: Math.min(nowMs, order.updatedAtMs), filled: this.filled });
    }
    if (this.phase === 'final') this.ceiling = this.filled;
    // Another order may stand in its place with more contracts than were asked for at first.
    else this.ceiling = maximum(this.ceiling, order.contracts);
  }

  /** Contracts that positions read at `positionsAtMs` do not show. */
  counted(positionsAtMs: number | undefined): DecimalText {
    const seen = this.fills.filter(({ atMs }) => positionsAtMs !== undefined && atMs + this.positionLagMs <= positionsAtMs).at(-1);
    return seen === undefined ? this.ceiling : subtract(this.ceiling, minimum(seen.filled, this.ceiling));
  }

  /** Of what has no list of its own: whether a reading that began then shows what came of it. */
  isShown(begunAtMs: number): boolean {
    return this.settledAtMs !== undefined && this.settledAtMs + Math.max(this.positionLagMs, VISIBLE_AFTER_MS) <= begunAtMs;
  }

  /** It came to nothing, whatever is read. */
  get isEmpty(): boolean {
    return this.phase === 'final' && this.ceiling === '0';
  }

  isSpent(positionsAtMs: number | undefined): boolean {
    return this.phase === 'final' && compare(this.counted(positionsAtMs), 0) === 0;
  }
}
