import { type ClientOrderId, EVERY_SYMBOL, type IntentOutcome, type Order, type OrderJournal } from '@prate/execution-interface';
import { answerWithin } from './answer-within';
import { type ExecutionTimer, systemTimer } from './execution-timer';
import { OwnOrders } from './own-orders';

/** Told of intents of which nobody knows, and of how they were settled. */
export interface IntentListener {
  readonly onUnknown: (id: ClientOrderId) => void;
  readonly onResolved: (id: ClientOrderId, resolution: 'found' | 'never-arrived' | 'needs-operator') => void;
}

/** What became of an order, before it is on disk. */
export interface ToldOutcome {
  readonly symbol: string;
  readonly outcome: IntentOutcome;
}

/**
 * Which intents are under way in this process, and of which nobody knows the outcome. The journal is the truth; this only tells its
 * unsettled rows apart: one that is under way is not unknown yet.
 */
export class IntentTracker {
  private readonly inFlight = new Set<ClientOrderId>();
  private unknown = new Map<ClientOrderId, { readonly symbol: string }>();
  /** One for each reading of the journal that is under way: ids of which its answer may be out of date. */
  private readonly readings = new Set<Set<ClientOrderId>>();

  /** Outcomes that were told before they were on disk. */
  private readonly writing = new Map<ClientOrderId, ToldOutcome & { readonly done: Promise<void> }>();

  /** Settlements by orders that were read, until they are on disk or could not be written. */
  private readonly adopting = new Map<ClientOrderId, Promise<void>>();

  readonly own = new OwnOrders();

  private listener?: IntentListener;

  constructor(
    private readonly journal: OrderJournal,
    private readonly timer: ExecutionTimer = systemTimer,
  ) {}

  /** One listener, which must not throw. */
  listen(listener: IntentListener): void {
    this.listener = listener;
  }

  get unknownCount(): number {
    return this.unknown.size;
  }

  /** As far as is known here and now, without asking the journal; those that concern the whole account included. */
  unknownIn(symbol: string): readonly ClientOrderId[] {
    if (this.unknown.size === 0) return [];
    return [...this.unknown].filter(([, intent]) => intent.symbol === symbol || intent.symbol === EVERY_SYMBOL).map(([id]) => id);
  }

  unknownIds(): readonly ClientOrderId[] {
    return [...this.unknown.keys()];
  }

  /** {@link EVERY_SYMBOL} left out. */
  unknownSymbols(): ReadonlySet<string> {
    return new Set([...this.unknown.values()].map(({ symbol }) => symbol).filter((symbol) => symbol !== EVERY_SYMBOL));
  }

  isUnknown(id: ClientOrderId): boolean {
    return this.unknown.has(id);
  }

  /** @throws {JournalError} when the journal cannot be read */
  async refresh(): Promise<void> {
    const moving = new Set(this.inFlight);
    this.readings.add(moving);
    try {
      const entries = await this.journal.listUnsettled();
      const next = new Map<ClientOrderId, { readonly symbol: string }>();
      for (const { intent } of entries) if (!moving.has(intent.clientOrderId)) next.set(intent.clientOrderId, intent);
      for (const [id, intent] of this.unknown) if (moving.has(id)) next.set(id, intent);
      this.unknown = next;
    } finally {
      this.readings.delete(moving);
    }
  }

  /** Whether it was not under way before. Who began it ends or forgets it, nobody else. */
  begin(id: ClientOrderId): boolean {
    if (this.inFlight.has(id)) return false;
    this.inFlight.add(id);
    for (const moving of this.readings) moving.add(id);
    return true;
  }

  /** Writes the outcome down. Where that fails the journal still says "sent", which is to say unknown; so does this. */
  async end(id: ClientOrderId, symbol: string, outcome: IntentOutcome): Promise<void> {
    let isKept = true;
    if (outcome.state === 'accepted') this.own.remember(id, { symbol, orderId: outcome.orderId });
    try {
      await this.journal.settle(id, outcome);
    } catch {
      isKept = false;
    }
    const isUnknown = !isKept || outcome.state === 'unknown';
    if (isUnknown) this.unknown.set(id, { symbol });
    this.inFlight.delete(id);
    if (isUnknown) this.listener?.onUnknown(id);
  }

  /**
   * {@link end} without waiting for the disk. Until it is there the intent is under way here, and in the journal it is "sent": what a crash
   * leaves behind of it is unknown, and is looked for like any other.
   */
  endSoon(id: ClientOrderId, symbol: string, outcome: IntentOutcome): void {
    const done = this.end(id, symbol, outcome).finally(() => this.writing.delete(id));
    this.writing.set(id, { symbol, outcome, done });
  }

  /** What the journal is about to say of an intent. */
  outcomeBeingWritten(id: ClientOrderId): ToldOutcome | undefined {
    return this.writing.get(id);
  }

  /** Resolves when what was told of this intent, or of all of them, is on disk or could not be written. */
  async written(id?: ClientOrderId): Promise<void> {
    if (this.writing.size === 0 && this.adopting.size === 0) return;
    if (id !== undefined) await Promise.all([this.writing.get(id)?.done, this.adopting.get(id)]);
    else await Promise.all([...[...this.writing.values()].map(({ done }) => done), ...this.adopting.values()]);
  }

  /** Nothing was recorded, so there is nothing to settle. */
  forget(id: ClientOrderId): void {
    this.inFlight.delete(id);
  }

  /**
   * An order that was read is proof that its intent arrived. Whoever reads waits a moment for the journal to keep that, and no longer: it is
   * kept when the journal answers. Where it cannot be kept, the intent stays unknown.
   */
  async adopt({ clientOrderId: id, orderId, symbol }: Pick<Order, 'clientOrderId' | 'orderId' | 'symbol'>): Promise<void> {
    if (id === undefined || this.unknown.get(id)?.symbol !== symbol) return;
    await answerWithin(this.timer, this.adopting.get(id) ?? this.keepAdopted(id, { symbol, orderId }));
  }

  private keepAdopted(id: ClientOrderId, order: Pick<Order, 'symbol' | 'orderId'>): Promise<void> {
    this.own.remember(id, order);
    const kept = this.resolve(id, { state: 'accepted', orderId: order.orderId })
      // It stays unknown, which keeps health degraded and new exposure away until the journal can be written again.
      .catch(() => undefined)
      .finally(() => this.adopting.delete(id));
    this.adopting.set(id, kept);
    return kept;
  }

  /** Whether that it is ours is known without asking the journal. */
  isKnownOwn({ clientOrderId: id, orderId, symbol }: { clientOrderId: ClientOrderId } & Pick<Order, 'orderId' | 'symbol'>): boolean {
    // Its answer is on its way, and who sent it writes it down.
    if (this.inFlight.has(id)) return true;
    const own = this.own.get(id);
    return own?.orderId === orderId && own.symbol === symbol && !this.unknown.has(id);
  }

  /**
   * Whether this order is one of the journal's. If it is, its intent arrived, also where the journal took something for proof that it did not.
   *
   * @throws {JournalError} when the journal cannot be read or written
   */
  async recognise({
    clientOrderId: id,
    orderId,
    symbol,
  }: { clientOrderId: ClientOrderId } & Pick<Order, 'orderId' | 'symbol'>): Promise<boolean> {
    if (this.isKnownOwn({ clientOrderId: id, orderId, symbol })) return true;
    const entry = await this.journal.get(id);
    if (entry === undefined || entry.intent.kind !== 'order' || entry.intent.symbol !== symbol) return false;
    const isSettled = entry.outcome.state === 'accepted' || entry.outcome.state === 'done';
    if ((!isSettled || this.unknown.has(id)) && !this.inFlight.has(id)) {
      await this.resolve(id, isSettled ? (entry.outcome as IntentOutcome) : { state: 'accepted', orderId });
    }
    if (entry.outcome.state === 'accepted') this.own.remember(id, { symbol, orderId: entry.outcome.orderId });
    return true;
  }

  /**
   * Writes down what reading proved, and tells it. What needs an operator stays unknown.
   *
   * @throws {JournalError} when the journal cannot be written; it stays unknown then
   */
  async resolve(id: ClientOrderId, outcome: IntentOutcome): Promise<void> {
    await this.journal.settle(id, outcome);
    const needsOperator = outcome.state === 'needs-operator';
    if (!needsOperator) {
      this.unknown.delete(id);
      for (const moving of this.readings) moving.add(id);
    }
    const isFound = outcome.state === 'accepted' || outcome.state === 'done';
    this.listener?.onResolved(id, needsOperator ? 'needs-operator' : isFound ? 'found' : 'never-arrived');
  }
}
