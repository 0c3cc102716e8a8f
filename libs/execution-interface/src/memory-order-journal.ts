import { type Clock, SystemClock } from './clock';
import type { ClientOrderId, TradeId } from './identifiers';
import { type IntentOutcome, REPEATABLE_STATES, UNSETTLED_STATES, outcomeText, statesBefore } from './intent-state';
import { DuplicateIntentError, IllegalSettlementError, JournalError } from './journal-errors';
import { type JournalEvent, type JournalNote, readJournalNote } from './journal-note';
import { type JournalEntry, type JournalQuery, OrderJournal, type Recorded, type ToldUpTo, type TradeQuery } from './order-journal';
import { type OrderIntent, commandText } from './order-intent';
import type { Trade } from './trade';

/**
 * A journal that forgets everything when the process ends. For the simulator and for tests: it keeps the order of steps honest, it does
 * not survive a crash. Never in front of real money.
 */
export class MemoryOrderJournal extends OrderJournal {
  private readonly entries = new Map<ClientOrderId, JournalEntry>();
  /** Of entries that are not settled, so that asking for them does not take longer with every order that ever was. */
  private readonly unsettled = new Set<ClientOrderId>();
  private readonly stories = new Map<ClientOrderId, JournalEvent[]>();
  private readonly trades = new Map<TradeId, Trade>();
  private told?: ToldUpTo;

  constructor(private readonly clock: Clock = new SystemClock()) {
    super();
  }

  async record(intent: OrderIntent): Promise<Recorded<OrderIntent>> {
    const earlier = this.entries.get(intent.clientOrderId);
    if (earlier !== undefined && !mayBeTriedAgain(earlier, intent)) throw new DuplicateIntentError(earlier);
    const attempt = (earlier?.attempts ?? 0) + 1;
    const atMs = this.clock.nowMs();
    const kept = snapshot(intent);
    this.unsettled.add(kept.clientOrderId);
    this.entries.set(kept.clientOrderId, { intent: kept, outcome: { state: 'sent' }, attempts: attempt, updatedAtMs: atMs });
    this.tell({ clientOrderId: kept.clientOrderId, atMs, what: 'recorded', attempt, intent: kept });
    return intent as Recorded<OrderIntent>;
  }

  async settle(clientOrderId: ClientOrderId, outcome: IntentOutcome): Promise<void> {
    const entry = this.entries.get(clientOrderId);
    if (entry === undefined) {
      throw new JournalError(`settle: found no intent ${clientOrderId}, expected one recorded before`, { code: 'unknown-intent' });
    }
    const text = outcomeText(outcome);
    if (text === outcomeText(entry.outcome)) return;
    if (!statesBefore(outcome).includes(entry.outcome.state)) throw new IllegalSettlementError(entry, outcome);
    const atMs = this.clock.nowMs();
    const kept = JSON.parse(text) as IntentOutcome;
    if (!isUnsettled(kept)) this.unsettled.delete(clientOrderId);
    this.entries.set(clientOrderId, { ...entry, outcome: kept, updatedAtMs: atMs });
    this.tell({ clientOrderId, atMs, what: 'settled', attempt: entry.attempts, outcome: kept });
  }

  async get(clientOrderId: ClientOrderId): Promise<JournalEntry | undefined> {
    return this.entries.get(clientOrderId);
  }

  async listUnsettled(): Promise<readonly JournalEntry[]> {
    return [...this.unsettled].map((id) => this.entries.get(id) as JournalEntry).sort(byAge);
  }

  async *list({ state, symbol, fromMs = -Infinity, toMs = Infinity }: JournalQuery = {}): AsyncIterable<JournalEntry> {
    for (const entry of [...this.entries.values()].sort(byAge)) {
      const { createdAtMs } = entry.intent;
      if (createdAtMs < fromMs || createdAtMs >= toMs) continue;
      if (state !== undefined && entry.outcome.state !== state) continue;
      if (symbol === undefined || entry.intent.symbol === symbol) yield entry;
    }
  }

  async note(clientOrderId: ClientOrderId, note: JournalNote): Promise<void> {
    this.tell({ clientOrderId, atMs: this.clock.nowMs(), ...readJournalNote(note) });
  }

  async story(clientOrderId: ClientOrderId): Promise<readonly JournalEvent[]> {
    return [...(this.stories.get(clientOrderId) ?? [])];
  }

  async archiveTrades(trades: readonly Trade[]): Promise<number> {
    const before = this.trades.size;
    for (const trade of trades) if (!this.trades.has(trade.tradeId)) this.trades.set(trade.tradeId, { ...trade });
    return this.trades.size - before;
  }

  async *listTrades({ symbol, orderId, fromMs = -Infinity, toMs = Infinity }: TradeQuery = {}): AsyncIterable<Trade> {
    const sorted = [...this.trades.values()].sort((a, b) => a.atMs - b.atMs || (a.tradeId < b.tradeId ? -1 : 1));
    for (const trade of sorted) {
      if (trade.atMs < fromMs || trade.atMs >= toMs) continue;
      if ((symbol === undefined || trade.symbol === symbol) && (orderId === undefined || trade.orderId === orderId)) yield trade;
    }
  }

  override async keepToldUpTo({ atMs, working }: ToldUpTo): Promise<void> {
    this.told = { atMs, working: [...working] };
  }

  override async toldUpTo(): Promise<ToldUpTo | undefined> {
    return this.told;
  }

  async isWritable(): Promise<boolean> {
    return true;
  }

  private tell(event: JournalEvent): void {
    const story = this.stories.get(event.clientOrderId);
    if (story === undefined) this.stories.set(event.clientOrderId, [event]);
    else story.push(event);
  }
}

function isUnsettled({ state }: JournalEntry['outcome']): boolean {
  return UNSETTLED_STATES.some((one) => one === state);
}

/** Whether the earlier attempt provably made no order, and this is the same decision. */
function mayBeTriedAgain({ intent, outcome }: JournalEntry, next: OrderIntent): boolean {
  if (!REPEATABLE_STATES.some((state) => state === outcome.state)) return false;
  return intent.kind === next.kind && intent.symbol === next.symbol && commandText(intent) === commandText(next);
}

/** As a database would give it back: what the caller does to its objects afterwards changes nothing here. */
function snapshot(intent: OrderIntent): OrderIntent {
  return { ...intent, command: JSON.parse(commandText(intent)) as unknown } as OrderIntent;
}

function byAge(a: JournalEntry, b: JournalEntry): number {
  return a.intent.createdAtMs - b.intent.createdAtMs || (a.intent.clientOrderId < b.intent.clientOrderId ? -1 : 1);
}
