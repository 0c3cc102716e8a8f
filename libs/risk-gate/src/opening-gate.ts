import type { Clock, CreateOrder, Denial, Order } from '@prate/execution-interface';
import type { Admissions, Opening } from './admission';
import type { Claim } from './exposure/claim';
import type { ExposureBook } from './exposure/exposure-book';
import type { FailureCounter } from './failure-counter';
import type { CountableOutcome } from './failure-table';
import type { SubmitLog } from './submit-log';
import type { TradingStateReader } from './trading-state-reader';
import type { Trip } from './trip/trip';

export interface OpeningGateParts {
  readonly admissions: Admissions;
  readonly book: ExposureBook;
  readonly log: SubmitLog;
  readonly state: TradingStateReader;
  readonly counter: FailureCounter;
  readonly trip: Trip;
  readonly inFlight: Set<Promise<unknown>>;
  readonly clock: Clock;
  /** What the loss limit of the day does beside denying. */
  readonly onDailyLoss: 'trip' | 'deny';
}

/** What every outcome of an opening tells. */
export interface OpeningOutcome extends CountableOutcome {
  readonly clientOrderId?: string;
  readonly intentId?: string;
  readonly denial?: Denial;
}

/** The way of everything that adds exposure: admitted, handed on once, its room kept for as long as it may be needed. */
export class OpeningGate {
  constructor(private readonly parts: OpeningGateParts) {}

  /**
   * @param opening as it is judged
   * @param send hands it on, once
   * @param orderOf the order of an accepted outcome, where that makes one at once
   */
  async pass<Outcome extends OpeningOutcome>(
    opening: Opening,
    send: () => Promise<Outcome>,
    orderOf: (outcome: Outcome) => Order | undefined,
  ): Promise<Outcome | { readonly status: 'denied'; readonly denial: Denial }> {
    const { admissions, inFlight, trip, state, onDailyLoss } = this.parts;
    const admission = await admissions.admit(opening);
    if ('denial' in admission) {
      const { denial } = admission;
      if (denial.code === 'daily-loss' && onDailyLoss === 'trip' && state.current !== 'halted') void trip.run(denial.message, 'daily-loss');
      this.count({ status: 'denied', denial });
      return { status: 'denied', denial };
    }
    const { claim } = admission;
    // One that throws at once has not said that there is no order, either.
    const sending = (async () => send())();
    inFlight.add(sending);
    try {
      const outcome = await sending;
      this.settle(claim, opening.command, outcome, orderOf(outcome));
      return outcome;
    } catch (error) {
      // Nobody said that there is no order.
      claim.phase = 'unknown';
      this.count({ status: 'unknown' });
      throw error;
    } finally {
      inFlight.delete(sending);
    }
  }

  /** Counts an outcome, and trips where it was one failure too many. Also for what only reduces. */
  count(outcome: CountableOutcome): void {
    const { counter, trip, state } = this.parts;
    if (counter.note(outcome) && state.current !== 'halted') void trip.run(this.series(), 'failures');
  }

  private series(): string {
    const { failures } = this.parts.counter;
    return `${failures} failures in a row`;
  }

  private settle<Outcome extends OpeningOutcome>(claim: Claim, command: CreateOrder, outcome: Outcome, order: Order | undefined): void {
    const { book, log, clock, state, trip } = this.parts;
    const id = outcome.clientOrderId ?? outcome.intentId;
    if (id !== undefined) claim.clientOrderId ??= id;
    claim.settledAtMs = clock.nowMs();
    switch (outcome.status) {
      case 'accepted':
        if (claim.phase !== 'final') claim.phase = 'working';
        if (order !== undefined) claim.learn(order, clock.nowMs());
        if (order !== undefined && state.current === 'halted') void trip.cancelLate(order);
        break;
      case 'unknown':
        if (claim.phase === 'in-flight') claim.phase = 'unknown';
        break;
      default:
        book.free(claim);
        if (outcome.denial?.code !== 'client-order-id-reused') log.forget(command.clientOrderId);
    }
    this.count(outcome);
  }
}
