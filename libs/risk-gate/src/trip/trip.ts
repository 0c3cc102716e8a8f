import { type Clock, type ExecutionInterface, type Order, isFinalStatus } from '@prate/execution-interface';
import type { TripOptions } from '../config';
import { inTime } from '../deadline-timer';
import type { ExposureBook } from '../exposure/exposure-book';
import { messageOf } from '../message-of';
import type { TradingStateReader } from '../trading-state-reader';
import { cancelWorkingOrders } from './cancel-working-orders';
import { closeEverything } from './close-everything';
import type { Notice } from './notifier';
import type { NotCancelled, TripReport } from './trip-report';

/** A switch that hangs must not keep orders working. */
const KEEP_WAIT_MS = 5_000;

export interface TripParts {
  readonly over: ExecutionInterface;
  readonly book: ExposureBook;
  readonly state: TradingStateReader;
  readonly clock: Clock;
  readonly options: TripOptions;
  /** Openings that were handed on and have no answer yet. */
  readonly inFlight: ReadonlySet<Promise<unknown>>;
  /** Told before stops are cancelled with everything else: whoever guards them lets them go. */
  readonly beforeCancellingAll?: () => void;
}

/** Halts first, then cancels, then (if asked) closes; one at a time. Nothing that fails keeps the rest from being done. */
export class Trip {
  private tail: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: TripParts) {}

  /** Halted when this returns its promise, done when it resolves. Never rejects. */
  run(reason: string, by: string): Promise<TripReport> {
    this.parts.state.latch();
    const report = this.tail.then(() => this.carryOut(reason, by));
    this.tail = report;
    return report;
  }

  /** Back to `active`. @throws what the switch throws when it cannot keep that */
  async reset(reason: string, by: string): Promise<void> {
    const { state, clock } = this.parts;
    await this.idle();
    await state.set({ state: 'active', reason, by });
    this.tell({ kind: 'reset', reason, by, atMs: clock.nowMs(), message: `trading is active again: ${reason} (${by})` });
  }

  /** Resolves when nothing of it is under way. */
  async idle(): Promise<void> {
    await this.tail;
  }

  /** An opening that was accepted although trading had been halted meanwhile. */
  async cancelLate(order: Order): Promise<void> {
    const { over, options } = this.parts;
    if (options.cancel === 'none' || isFinalStatus(order.status)) return;
    try {
      await over.cancelOrder(order.symbol, order.orderId);
    } catch {
      // It works still and is listed; the next trip cancels it.
    }
  }

  private async carryOut(reason: string, by: string): Promise<TripReport> {
    const { over, book, clock, options, inFlight } = this.parts;
    const { cancel = 'opening', isFlattening = false, inFlightWaitMs = 5_000 } = options;
    const atMs = clock.nowMs();
    const keepProblem = await this.keep(reason, by);
    this.tell({ kind: 'tripped', reason, by, atMs, message: `trading is halted: ${reason} (${by})` });

    const known = () =>
      book.openClaims().flatMap(({ orderId, clientOrderId, terms }) => {
        const id = orderId ?? clientOrderId;
        return id === undefined || terms.what !== 'order'
          ? []
          : [{ symbol: terms.instrument.symbol, orderId: id as Order['orderId'], effect: 'open' as const }];
      });
    const underWay = [...inFlight];
    if (cancel === 'all') this.parts.beforeCancellingAll?.();
    let done = await cancelWorkingOrders(over, { choice: cancel, known: known() });
    if (underWay.length > 0 && cancel !== 'none') {
      await inTime(Promise.allSettled(underWay), inFlightWaitMs);
      const second = await cancelWorkingOrders(over, { choice: cancel, known: known() });
      done = { ...second, cancelled: [...done.cancelled, ...second.cancelled] };
    }
    const unknown: NotCancelled[] = book
      .openClaims()
      .filter(({ phase }) => phase === 'unknown' && cancel !== 'none')
      .map(({ clientOrderId, terms }) => ({
        symbol: terms.instrument.symbol,
        ...(clientOrderId === undefined ? {} : { orderId: clientOrderId }),
        problem: 'nobody knows whether there is such an order',
      }));
    const closed = isFlattening ? await closeEverything(over) : [];
    const notCancelled = [...done.notCancelled, ...unknown];
    const stillInFlight = underWay.filter((work) => inFlight.has(work)).length;
    const report: TripReport = {
      reason,
      by,
      atMs,
      isKept: keepProblem === undefined,
      ...(keepProblem === undefined ? {} : { keepProblem }),
      ...done,
      notCancelled,
      closed,
      stillInFlight,
      isComplete:
        keepProblem === undefined &&
        notCancelled.length === 0 &&
        stillInFlight === 0 &&
        closed.every(({ status }) => status === 'accepted'),
    };
    this.finish(report);
    return report;
  }

  private async keep(reason: string, by: string): Promise<string | undefined> {
    try {
      const kept = await inTime(this.parts.state.set({ state: 'halted', reason, by }), KEEP_WAIT_MS);
      return kept.isInTime ? undefined : `the switch did not answer within ${KEEP_WAIT_MS} ms`;
    } catch (error) {
      return messageOf(error);
    }
  }

  private finish(report: TripReport): void {
    const { cancelled, notCancelled, closed, isComplete, reason, by } = report;
    const left = isComplete ? 'nothing is left to do' : `${notCancelled.length} perhaps still working`;
    const message = `halted: ${cancelled.length} cancelled, ${closed.length} positions to close, ${left}`;
    this.tell({ kind: 'trip-finished', reason, by, atMs: this.parts.clock.nowMs(), message });
    try {
      this.parts.options.onTrip?.(report);
    } catch {
      // Whoever listens badly changes nothing of what was done.
    }
  }

  /** Nothing waits for it, and nothing it does can fail a trip. */
  private tell(notice: Notice): void {
    const { notifier } = this.parts.options;
    if (notifier === undefined) return;
    void (async () => notifier.notify(notice))().catch(() => undefined);
  }
}
