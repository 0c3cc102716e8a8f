import {
  type ClientOrderId,
  type IntentOutcome,
  type JournalEntry,
  type JournalEvent,
  type JournalNote,
  type JournalQuery,
  OrderJournal,
  type OrderIntent,
  type Recorded,
  type ToldUpTo,
  type Trade,
  type TradeQuery,
} from '@prate/execution-interface';
import type { KillStep } from './kill-steps';

const CREATING: ReadonlySet<OrderIntent['kind']> = new Set(['order', 'plan', 'stop', 'trailing']);

export interface JournalSteps {
  /** Returns at once, or never: where the process is to be killed here. */
  readonly reach: (step: KillStep) => Promise<void>;
  readonly onRecorded: () => void;
}

/** A journal that can stop on the way in and out of each writing, where a process may die. */
export class SteppedJournal extends OrderJournal {
  private readonly creating = new Set<ClientOrderId>();

  constructor(
    private readonly inner: OrderJournal,
    private readonly steps: JournalSteps,
  ) {
    super();
  }

  async record(intent: OrderIntent): Promise<Recorded<OrderIntent>> {
    if (!CREATING.has(intent.kind)) return this.inner.record(intent);
    await this.steps.reach('before record');
    const recorded = await this.inner.record(intent);
    this.creating.add(intent.clientOrderId);
    this.steps.onRecorded();
    await this.steps.reach('after record');
    return recorded;
  }

  async settle(clientOrderId: ClientOrderId, outcome: IntentOutcome): Promise<void> {
    // The first settling is the sender's; later ones are those of who looked for it.
    if (this.creating.delete(clientOrderId)) await this.steps.reach('before store');
    else await this.steps.reach('while resolving');
    return this.inner.settle(clientOrderId, outcome);
  }

  get(clientOrderId: ClientOrderId): Promise<JournalEntry | undefined> {
    return this.inner.get(clientOrderId);
  }

  listUnsettled(): Promise<readonly JournalEntry[]> {
    return this.inner.listUnsettled();
  }

  list(query?: JournalQuery): AsyncIterable<JournalEntry> {
    return this.inner.list(query);
  }

  note(clientOrderId: ClientOrderId, note: JournalNote): Promise<void> {
    return this.inner.note(clientOrderId, note);
  }

  story(clientOrderId: ClientOrderId): Promise<readonly JournalEvent[]> {
    return this.inner.story(clientOrderId);
  }

  archiveTrades(trades: readonly Trade[]): Promise<number> {
    return this.inner.archiveTrades(trades);
  }

  listTrades(query?: TradeQuery): AsyncIterable<Trade> {
    return this.inner.listTrades(query);
  }

  override keepToldUpTo(told: ToldUpTo): Promise<void> {
    return this.inner.keepToldUpTo(told);
  }

  override toldUpTo(): Promise<ToldUpTo | undefined> {
    return this.inner.toldUpTo();
  }

  isWritable(): Promise<boolean> {
    return this.inner.isWritable();
  }
}
