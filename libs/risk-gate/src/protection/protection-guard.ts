import {
  type AmendProtection,
  type Clock,
  type CreateOrder,
  type CreateConditionalOutcome,
  type CreateOrderOutcome,
  type CreatePlanOrder,
  type ExecutionEvent,
  type ExecutionEventHandler,
  type ExecutionInterface,
  type Order,
  type PlanOrder,
  type ProtectedOrderOutcome,
  type ProtectionFinding,
  type StopOrder,
  type StopWatching,
} from '@prate/execution-interface';
import { messageOf } from '../message-of';
import type { Notice, Notifier } from '../trip/notifier';
import type { GuardParts } from './guard-parts';
import { GuardedPlans } from './guarded-plans';
import { systemGuardTimer } from './guard-timer';
import { wantedLegs } from './leg-terms';
import type { ProtectedEntry } from './protected-entry';
import { protectedOutcome } from './protected-outcome';
import type { ProtectionOptions, ProtectionSettings } from './protection-options';
import type { ProtectionReport, Unprotected } from './protection-report';
import { RELEASED, entryOf, restoreEntries } from './restore-entries';
import { SideGuard } from './side-guard';

export interface ProtectionGuardOptions {
  readonly over: ExecutionInterface;
  readonly clock: Clock;
  readonly options: ProtectionOptions;
  readonly settings: ProtectionSettings;
  readonly notifier?: Notifier;
}

/** What a person is told of. */
const NOTICES: Readonly<Partial<Record<ProtectionFinding, Notice['kind']>>> = {
  unproven: 'unprotected',
  'target-missing': 'target-missing',
  flattened: 'flattened',
};

type Waiter = { readonly entry: ProtectedEntry; readonly resolve: () => void };

/**
 * Looks after every entry that was given a stop, for as long as what it opened lives: the stop is read back, placed where it is missing, and
 * missed when it goes. Over any engine; holds one timer while there is something to guard, none otherwise.
 */
export class ProtectionGuard {
  private readonly sides = new Map<string, SideGuard>();
  private readonly plans: GuardedPlans;
  private readonly handlers = new Set<ExecutionEventHandler>();
  private readonly parts: GuardParts;
  private waiters: Waiter[] = [];
  private cancelTimer?: () => void;
  private dueAtMs = Infinity;
  private isStopped = false;
  private longestMs = 0;
  /** What the caller is taking away at this moment. */
  private leaving: string[] = [];
  private restoreProblem?: string;

  constructor(private readonly own: ProtectionGuardOptions) {
    const { over, clock, settings } = own;
    const { journal } = own.options;
    const isLeaving = (id: string) => this.leaving.some((which) => which === 'all' || which === id);
    this.parts = {
      over,
      clock,
      settings,
      ...(journal === undefined ? {} : { journal }),
      isLeaving,
      tell: (finding, entry, message) => this.tell(finding, entry, message),
    };
    this.plans = new GuardedPlans(over, journal, {
      adopt: (entry) => this.adopt(entry),
      onProblem: (problem) => {
        // The next search of the journal finds it.
        this.restoreProblem = problem;
        this.plan();
      },
    });
  }

  /** Told of what is found about stops; an error of a handler harms nobody. */
  watch(handler: ExecutionEventHandler): StopWatching {
    // One handler may be watching twice.
    const told: ExecutionEventHandler = (event) => handler(event);
    this.handlers.add(told);
    return () => void this.handlers.delete(told);
  }

  /** Hands an entry on and looks after it from then on. */
  async send(command: CreateOrder, create: () => Promise<CreateOrderOutcome>): Promise<CreateOrderOutcome> {
    return (await this.guarded(command, create)).outcome;
  }

  /** The same; answers when the stop is proven, nothing has filled, or it was given up. */
  async sendAndProve(command: CreateOrder, create: () => Promise<CreateOrderOutcome>): Promise<ProtectedOrderOutcome> {
    const { outcome, entry } = await this.guarded(command, create);
    if (entry !== undefined && (outcome.status === 'accepted' || outcome.status === 'unknown')) {
      await new Promise<void>((resolve) => {
        this.waiters.push({ entry, resolve });
        this.answerWaiters();
      });
    }
    return protectedOutcome(outcome, entry, this.own.clock.nowMs());
  }

  /** Hands a plan order on; where it opens with a stop, what it opens is looked after from the moment it fires. */
  async sendPlan(
    command: CreatePlanOrder,
    create: () => Promise<CreateConditionalOutcome<PlanOrder>>,
  ): Promise<CreateConditionalOutcome<PlanOrder>> {
    const outcome = await create();
    this.plans.settle(command, outcome);
    return outcome;
  }

  /** Finds what an earlier process left and looks at it. Never rejects: what went wrong stands in the report, and is tried again. */
  async restore(): Promise<void> {
    this.isStopped = false;
    const { over, clock, options, settings } = this.own;
    if (options.journal !== undefined) {
      try {
        const nowMs = clock.nowMs();
        const { restoreMs } = settings;
        const plans = await this.plans.restore(options.journal, nowMs - restoreMs);
        const entries = await restoreEntries(over, options.journal, { nowMs, restoreMs, plans });
        for (const entry of entries) {
          const side = this.sideOf(entry);
          if (side.entries.some(({ clientOrderId }) => clientOrderId !== undefined && clientOrderId === entry.clientOrderId)) continue;
          side.entries.push(entry);
          if (entry.phase === 'unknown' || entry.hasFills) entry.expose(clock.nowMs());
        }
        delete this.restoreProblem;
      } catch (error) {
        this.restoreProblem = messageOf(error);
      }
    }
    await this.lookAtAll();
  }

  /** No timer, no look, until the next {@link restore} or entry. What is known stays known. */
  stop(): void {
    this.isStopped = true;
    this.cancelTimer?.();
    delete this.cancelTimer;
    for (const { resolve } of this.waiters.splice(0)) resolve();
  }

  hear(event: ExecutionEvent): void {
    this.plans.hear(event);
    for (const side of this.sides.values()) if (side.hear(event)) void this.lookAt(side);
  }

  /** The caller amended an order: whose entry it is goes on under its new id. */
  orderAmended(formerOrderId: string, order: Order): void {
    for (const side of this.sides.values()) if (side.follow(formerOrderId, order)) void this.lookAt(side);
  }

  /** Lets the caller take a stop away, or all of them: none of them is missed meanwhile. */
  async whileLeaving<T>(which: string, work: () => Promise<T>): Promise<T> {
    this.leaving.push(which);
    try {
      return await work();
    } finally {
      this.leaving.splice(this.leaving.indexOf(which), 1);
    }
  }

  /** That stop is gone because the caller wanted it so. */
  stopTakenAway(id: string, stop?: StopOrder): void {
    const isMeant = (entry: ProtectedEntry) => entry.stopIds.has(id) || entry.placedIds.has(id) || (stop !== undefined && entry.owns(stop));
    this.release(isMeant, `stop ${id} was taken away by the caller`);
    for (const entry of this.entriesOfTarget(id)) entry.dropTarget();
  }

  /** All stops of a symbol, or of all of them. */
  allStopsTakenAway(symbol?: string): void {
    this.release(({ terms }) => symbol === undefined || terms.symbol === symbol, 'all stops were taken away by the caller');
  }

  /** The caller gave an entry or a stop other legs. */
  protectionAmended(command: AmendProtection): void {
    const { of, id, stopLoss, takeProfit } = command;
    this.plans.amended(command);
    if (of === 'stop' && stopLoss === undefined) this.stopTakenAway(id);
    for (const side of this.sides.values()) {
      for (const entry of side.entries) {
        if (of === 'stop') entry.movedIds.add(id);
        if (of === 'stop' && takeProfit === undefined && entry.stopIds.has(id)) entry.dropTarget();
        if (of !== 'order') continue;
        if (![...entry.orderIds].includes(id as never) && entry.clientOrderId !== id) continue;
        if (stopLoss === undefined) this.release((one) => one === entry, 'its stop was taken away by the caller');
        else entry.legs = wantedLegs({ stopLoss, ...(takeProfit === undefined ? {} : { takeProfit }) });
      }
    }
  }

  report(): ProtectionReport {
    const nowMs = this.own.clock.nowMs();
    const entries = [...this.sides.values()].flatMap((side) => side.entries).filter(({ isReleased }) => !isReleased);
    const unprotected = entries.flatMap((entry): Unprotected[] => {
      const { exposed, terms, clientOrderId, open, problem } = entry;
      if (exposed === undefined) return [];
      const { symbol, positionSide } = terms;
      const forMs = entry.exposedForMs(nowMs);
      return [
        {
          symbol,
          positionSide,
          ...(clientOrderId === undefined ? {} : { clientOrderId }),
          contracts: open,
          sinceMs: exposed.sinceMs,
          forMs,
          isAlarmed: exposed.isToldUnproven,
          ...(problem === undefined ? {} : { problem }),
        },
      ];
    });
    return {
      guarded: entries.length,
      unprotected: unprotected.sort((one, other) => one.sinceMs - other.sinceMs),
      longestUnprotectedMs: Math.max(this.longestMs, ...entries.map((entry) => entry.longestMs(nowMs))),
      ...(this.restoreProblem === undefined ? {} : { restoreProblem: this.restoreProblem }),
    };
  }

  private entriesOfTarget(id: string): readonly ProtectedEntry[] {
    return [...this.sides.values()].flatMap((side) => side.entries).filter(({ seen }) => seen.targets.some((stop) => stop.id === id));
  }

  private async guarded(
    command: CreateOrder,
    create: () => Promise<CreateOrderOutcome>,
  ): Promise<{ readonly outcome: CreateOrderOutcome; readonly entry?: ProtectedEntry }> {
    const entry = entryOf(command, command.clientOrderId as ProtectedEntry['clientOrderId']);
    if (entry === undefined) return { outcome: await create() };
    this.isStopped = false;
    const side = this.sideOf(entry);
    const isKnown = side.entries.some(({ clientOrderId }) => clientOrderId !== undefined && clientOrderId === entry.clientOrderId);
    // The same id again is no other entry; the engine says so.
    if (isKnown) return { outcome: await create() };
    side.entries.push(entry);
    try {
      const outcome = await create();
      this.settle(entry, outcome);
      // A search of the journal that ran meanwhile may have found it, too.
      side.merge(entry);
      return { outcome, entry };
    } catch (error) {
      this.settle(entry, undefined);
      throw error;
    } finally {
      if (entry.phase === 'none') side.entries = side.entries.filter((one) => one !== entry);
      else void this.lookAt(side);
    }
  }

  /** A plan has fired: its order is an entry. */
  private adopt(entry: ProtectedEntry): void {
    const side = this.sideOf(entry);
    if (side.entries.some(({ clientOrderId }) => clientOrderId === entry.clientOrderId)) return;
    side.entries.push(entry);
    // Until a reading says that nothing has filled.
    entry.expose(this.own.clock.nowMs());
    void this.lookAt(side);
  }

  private settle(entry: ProtectedEntry, outcome: CreateOrderOutcome | undefined): void {
    const nowMs = this.own.clock.nowMs();
    if (outcome?.status === 'accepted') {
      entry.clientOrderId ??= outcome.clientOrderId;
      entry.learn(outcome.order, nowMs);
      // Until a reading says that nothing has filled.
      entry.expose(nowMs);
    } else if (outcome?.status === 'denied' || outcome?.status === 'rejected') {
      if (entry.phase === 'sending') entry.phase = 'none';
    } else {
      if (outcome !== undefined) entry.clientOrderId ??= outcome.clientOrderId;
      if (entry.phase === 'sending') entry.phase = entry.clientOrderId === undefined ? 'none' : 'unknown';
      entry.expose(nowMs);
    }
  }

  private sideOf({ terms: { symbol, positionSide } }: ProtectedEntry): SideGuard {
    const key = `${symbol}/${positionSide}`;
    const side = this.sides.get(key) ?? new SideGuard(this.parts, symbol, positionSide);
    this.sides.set(key, side);
    return side;
  }

  private async lookAtAll(): Promise<void> {
    await Promise.all([...this.sides.values()].map((side) => this.lookAt(side)));
    this.plan();
  }

  private async lookAt(side: SideGuard): Promise<void> {
    if (this.isStopped) return;
    const before = side.entries;
    await side.look();
    const nowMs = this.own.clock.nowMs();
    for (const entry of before) this.longestMs = Math.max(this.longestMs, entry.longestMs(nowMs));
    this.answerWaiters();
    this.plan();
  }

  /** One timer for all, set for what is due first. */
  private plan(): void {
    const { settings, options, clock } = this.own;
    const sides = [...this.sides.values()].filter(({ isEmpty }) => !isEmpty);
    if (this.isStopped || (sides.length === 0 && this.restoreProblem === undefined)) {
      this.cancelTimer?.();
      delete this.cancelTimer;
      return;
    }
    const isUrgent = sides.some((side) => side.isUrgent);
    const dueAtMs = clock.nowMs() + (isUrgent ? settings.lookEveryMs : settings.checkEveryMs);
    if (this.cancelTimer !== undefined && this.dueAtMs <= dueAtMs) return;
    this.cancelTimer?.();
    this.dueAtMs = dueAtMs;
    this.cancelTimer = (options.timer ?? systemGuardTimer).after(dueAtMs - clock.nowMs(), () => {
      delete this.cancelTimer;
      void (this.restoreProblem === undefined ? this.lookAtAll() : this.restore());
    });
  }

  private answerWaiters(): void {
    const { onUnproven } = this.own.settings;
    const isAnswered = ({ entry }: Waiter) => entry.isSettled(onUnproven);
    const answered = this.waiters.filter(isAnswered);
    this.waiters = this.waiters.filter((waiter) => !answered.includes(waiter));
    for (const { resolve } of answered) resolve();
  }

  private release(isMeant: (entry: ProtectedEntry) => boolean, message: string): void {
    const { journal } = this.own.options;
    for (const side of this.sides.values()) {
      for (const { clientOrderId } of side.release(isMeant, message)) {
        if (clientOrderId === undefined || journal === undefined) continue;
        // Where it cannot be kept, a restart puts the stop back: that is the safe side.
        void journal.note(clientOrderId, { what: 'operator', by: 'caller', act: RELEASED, reason: message }).catch(() => undefined);
      }
    }
    this.answerWaiters();
  }

  private tell(finding: ProtectionFinding, entry: ProtectedEntry, message: string): void {
    const { clock, notifier } = this.own;
    const atMs = clock.nowMs();
    const { symbol, positionSide } = entry.terms;
    const event: ExecutionEvent = {
      kind: 'protection',
      source: 'read',
      receivedAtMs: atMs,
      finding,
      symbol,
      positionSide,
      ...(entry.clientOrderId === undefined ? {} : { clientOrderId: entry.clientOrderId }),
      ...(entry.order === undefined ? {} : { entryOrderId: entry.order.orderId }),
      stopOrderIds: [...entry.stopIds],
      contracts: entry.open,
      unprotectedMs: entry.exposedForMs(atMs),
      message,
    };
    for (const handler of [...this.handlers]) {
      try {
        handler(event);
      } catch {
        // As with every event: whoever listens badly harms nobody.
      }
    }
    const kind = NOTICES[finding];
    if (notifier === undefined || kind === undefined) return;
    const reason = `${symbol} ${positionSide}: ${message}`;
    const notice = { kind, reason, by: 'protection', atMs, message: reason };
    void (async () => notifier.notify(notice))().catch(() => undefined);
  }
}
