import type { ClientOrderId, IntentOutcome, Order, OrderJournal } from '@prate/execution-interface';

/**
 * Which intents are under way in this process, and of which nobody knows the outcome. The journal is the truth; this only tells its
 * unsettled rows apart: one that is under way is not unknown yet.
 */
export class IntentTracker {
  private readonly inFlight = new Set<ClientOrderId>();
  private unknown = new Map<ClientOrderId, { readonly symbol: string }>();
  /** One for each reading of the journal that is under way: ids of which its answer may be out of date. */
  private readonly readings = new Set<Set<ClientOrderId>>();

  constructor(private readonly journal: OrderJournal) {}

  get unknownCount(): number {
    return this.unknown.size;
  }

  /** As far as is known here and now, without asking the journal. */
  unknownIn(symbol: string): readonly ClientOrderId[] {
    return [...this.unknown].filter(([, intent]) => intent.symbol === symbol).map(([id]) => id);
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
    try {
      await this.journal.settle(id, outcome);
    } catch {
      isKept = false;
    }
    if (!isKept || outcome.state === 'unknown') this.unknown.set(id, { symbol });
    this.inFlight.delete(id);
  }

  /** Nothing was recorded, so there is nothing to settle. */
  forget(id: ClientOrderId): void {
    this.inFlight.delete(id);
  }

  /** An order that was read is proof that its intent arrived. */
  async adopt({ clientOrderId: id, orderId, symbol }: Order): Promise<void> {
    if (id === undefined || this.unknown.get(id)?.symbol !== symbol) return;
    try {
      await this.journal.settle(id, { state: 'accepted', orderId });
      this.unknown.delete(id);
      for (const moving of this.readings) moving.add(id);
    } catch {
      // It stays unknown, which keeps health degraded and new exposure away until the journal can be written again.
    }
  }
}
