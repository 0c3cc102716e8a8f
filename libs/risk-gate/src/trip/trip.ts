import { type Clock, type ExecutionInterface, type Order, isFinalStatus } from '@prate/execution-interface';
import type { TripOptions } from '../config';
import { inTime } from '../deadline-timer';
import type { ExposureBook } from '../exposure/exposure-book';
import { messageOf } from '../message-of';
import type { GuardTimer } from '../protection/guard-timer';
import type { TradingStateReader } from '../trading-state-reader';
import { type CancelChoice, type KnownOpening, cancelWorkingOrders } from './cancel-working-orders';
import { closeEverything } from './close-everything';
import { HaltSweep, type SweepRound } from './halt-sweep';
import type { Notice } from './notifier';
import type { NotCancelled, TripReport } from './trip-report';

/** A switch that hangs must not keep orders working. */
const KEEP_WAIT_MS = 5_000;

export interface TripParts {
  readonly over: ExecutionInterface;
  readonly book: ExposureBook;
  readonly state: TradingStateReader;
  readonly clock: Clock;
  readonly timer: GuardTimer;
  readonly options: TripOptions;
  /** Openings that were handed on and have no answer yet. */
  readonly inFlight: ReadonlySet<Promise<unknown>>;
  /** Told before stops are cancelled with everything else: whoever guards them lets them go. */
  readonly beforeCancellingAll?: () => void;
}

/** What is repeated until it is proven done. */
interface Unfinished {
  readonly choice: CancelChoice;
  readonly isFlattening: boolean;
  readonly reason: string;
  readonly by: string;
  /** Whether somebody was told that something is left. */
  isToldLeft: boolean;
  cancelled: number;
  closed: number;
}

/**
 * Halts first, then cancels, then (if asked) closes; one at a time. Nothing that fails keeps the rest from being done, and all of it is done
 * again in the background until two readings in a row find nothing left, somebody resets, or the gate disconnects.
 */
export class Trip {
  private tail: Promise<unknown> = Promise.resolve();
  private tripsUnderWay = 0;
  private unfinished?: Unfinished;
  private readonly sweep: HaltSweep;
  /** Openings whose cancel is under way, by the venue's id. */
  private readonly leaving = new Set<string>();

  constructor(private readonly parts: TripParts) {
    this.sweep = new HaltSweep({
      timer: parts.timer,
      round: () => this.inTurn(() => this.round()),
      isWanted: () => this.isStillHalted(),
      onProven: () => this.proven(),
    });
  }

  /** Halted when this returns its promise, done when it resolves. Never rejects. */
  run(reason: string, by: string): Promise<TripReport> {
    this.parts.state.latch();
    this.tripsUnderWay += 1;
    return this.inTurn(async () => {
      try {
        return await this.carryOut(reason, by);
      } finally {
        this.tripsUnderWay -= 1;
      }
    });
  }

  /** A halt that was found, not decided here: what opens is cancelled as by a trip, what protects and what is held stays as it is. */
  resume(): void {
    const { cancel, isWatching = true } = this.parts.options;
    if (!isWatching || cancel === 'none' || this.tripsUnderWay > 0 || !this.sweep.isOver) return;
    this.unfinished = {
      choice: 'opening',
      isFlattening: false,
      reason: 'found halted',
      by: 'gate',
      isToldLeft: false,
      cancelled: 0,
      closed: 0,
    };
    this.sweep.begin();
  }

  /** Back to `active`, unless a trip was called since. @throws what the switch throws when it cannot keep that; what was repeated goes on then */
  async reset(reason: string, by: string): Promise<void> {
    const { state, clock } = this.parts;
    await this.inTurn(() => state.set({ state: 'active', reason, by }));
    this.sweep.stop();
    this.tell({ kind: 'reset', reason, by, atMs: clock.nowMs(), message: `trading is active again: ${reason} (${by})` });
  }

  /** Resolves when nothing of it is under way. What is to be looked at again later is not. */
  async idle(): Promise<void> {
    await this.tail;
  }

  /** Nothing is repeated any more. */
  stop(): void {
    this.sweep.stop();
  }

  /** An opening of ours of which we hear that it works: while halted it is cancelled, and all others are looked for once more. */
  heardWorking(order: Order): void {
    const { state, options } = this.parts;
    if (state.lastKnown !== 'halted' || (options.isWatching === false && this.sweep.isOver && this.tripsUnderWay === 0)) return;
    void this.cancelLate(order);
    this.lookAgain();
  }

  /** Something became known that may be an opening. */
  lookAgain(): void {
    if (this.parts.state.lastKnown !== 'halted' || this.tripsUnderWay > 0) return;
    if (this.sweep.isOver) this.resume();
    else this.sweep.begin();
  }

  /** An opening that works although trading is halted. */
  async cancelLate({ symbol, orderId, status }: Order): Promise<void> {
    const { over, options } = this.parts;
    if (options.cancel === 'none' || isFinalStatus(status) || this.leaving.has(orderId)) return;
    this.leaving.add(orderId);
    try {
      await over.cancelOrder(symbol, orderId);
    } catch {
      // It works still and is listed; it is looked for again.
    } finally {
      this.leaving.delete(orderId);
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.tail.then(work);
    this.tail = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  private async isStillHalted(): Promise<boolean> {
    const { state } = this.parts;
    await state.freshen();
    return state.lastKnown === 'halted';
  }

  /** Whatever of ours may work: known by an answer, or only by its client id. */
  private known(): readonly KnownOpening[] {
    return this.parts.book.openClaims().flatMap(({ orderId, clientOrderId, terms }) => {
      const id = orderId ?? clientOrderId;
      return id === undefined || terms.what !== 'order' ? [] : [{ symbol: terms.instrument.symbol, id }];
    });
  }

  private async round(): Promise<SweepRound> {
    const { over, inFlight } = this.parts;
    const { unfinished } = this;
    if (unfinished === undefined || this.parts.state.lastKnown !== 'halted') return 'clean';
    const { choice, isFlattening } = unfinished;
    const done = await cancelWorkingOrders(over, { choice, known: choice === 'none' ? [] : this.known() });
    const closed = isFlattening ? await closeEverything(over) : [];
    unfinished.cancelled += done.cancelled.length;
    unfinished.closed += closed.filter(({ status }) => status === 'accepted').length;
    if (done.notCancelled.length > 0 || closed.some(({ status }) => status !== 'accepted')) return 'failed';
    const isUndecided = choice !== 'none' && (inFlight.size > 0 || over.health().unknownIntents > 0);
    return done.cancelled.length > 0 || closed.length > 0 || isUndecided ? 'left' : 'clean';
  }

  private proven(): void {
    const { unfinished } = this;
    delete this.unfinished;
    if (unfinished === undefined) return;
    const { reason, by, cancelled, closed, isToldLeft } = unfinished;
    if (!isToldLeft && cancelled === 0 && closed === 0) return;
    const message = `halted: ${cancelled} more cancelled, ${closed} more closes sent; two readings in a row find nothing left`;
    this.tell({ kind: 'trip-proven', reason, by, atMs: this.parts.clock.nowMs(), message });
  }

  private async carryOut(reason: string, by: string): Promise<TripReport> {
    const { over, book, clock, options, inFlight } = this.parts;
    const { cancel = 'opening', isFlattening = false, inFlightWaitMs = 5_000 } = options;
    const atMs = clock.nowMs();
    const keepProblem = await this.keep(reason, by);
    this.tell({ kind: 'tripped', reason, by, atMs, message: `trading is halted: ${reason} (${by})` });

    const underWay = [...inFlight];
    if (cancel === 'all') this.parts.beforeCancellingAll?.();
    let done = await cancelWorkingOrders(over, { choice: cancel, known: this.known() });
    if (underWay.length > 0 && cancel !== 'none') {
      await inTime(Promise.allSettled(underWay), inFlightWaitMs);
      const second = await cancelWorkingOrders(over, { choice: cancel, known: this.known() });
      done = { ...second, cancelled: [...done.cancelled, ...second.cancelled] };
    }
    const unknown: NotCancelled[] = book
      .openClaims()
      .filter(({ phase }) => phase === 'unknown' && cancel !== 'none')
      // The venue knew it by our id, and it is cancelled.
      .filter(({ clientOrderId }) => !done.cancelled.some(({ orderId }) => orderId === clientOrderId))
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
    if (cancel !== 'none' || isFlattening) {
      this.unfinished = { choice: cancel, isFlattening, reason, by, isToldLeft: !report.isComplete, cancelled: 0, closed: 0 };
      this.sweep.begin();
    }
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
    const left = isComplete ? 'nothing is left to do' : `${notCancelled.length} perhaps still working, tried again until none is`;
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
