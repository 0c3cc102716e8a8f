import type { CreateOrder } from './commands';
import type { ClientOrderId, VenueOrderId } from './identifiers';

declare const recorded: unique symbol;

/** A receipt: the intent is in the journal. Only {@link OrderJournal.record} makes one, and what reaches the wire asks for it. */
export type Recorded<T> = T & { readonly [recorded]: true };

/** What we decided, before anybody else knows. */
export interface OrderIntent {
  readonly clientOrderId: ClientOrderId;
  readonly symbol: string;
  readonly command: CreateOrder;
  readonly createdAtMs: number;
}

/** What is known of an intent. `sent` without more means that nobody knows: that is the state a crash leaves behind. */
export type IntentState =
  | { readonly state: 'sent' }
  | { readonly state: 'accepted'; readonly orderId: VenueOrderId }
  | { readonly state: 'rejected'; readonly code: string }
  | { readonly state: 'not-sent' }
  | { readonly state: 'unknown'; readonly code: string };

export interface JournalEntry {
  readonly intent: OrderIntent;
  readonly outcome: IntentState;
}

/** The intent could not be recorded, therefore nothing is sent. */
export class JournalError extends Error {
  override readonly name: string = 'JournalError';
}

/** The client order id stands for another intent, or for one of which there is or may be an order. Nothing is sent. */
export class DuplicateIntentError extends JournalError {
  override readonly name = 'DuplicateIntentError';
  constructor(readonly entry: JournalEntry) {
    super(`clientOrderId: found ${entry.intent.clientOrderId}, which belongs to an earlier intent already (${entry.outcome.state})`);
  }
}

/** Record before send, settle after the answer. */
export abstract class OrderJournal {
  /**
   * Returns the receipt once the intent is kept. The same command may be recorded again under its id when the earlier attempt provably made
   * no order (`rejected`, `not-sent`): one intent keeps one id on every attempt.
   *
   * @throws {DuplicateIntentError} when the id stands for another command, or when there is or may be an order of it
   * @throws {JournalError} when it cannot be kept
   */
  abstract record(intent: OrderIntent): Promise<Recorded<OrderIntent>>;
  abstract settle(clientOrderId: ClientOrderId, outcome: IntentState): Promise<void>;
  abstract get(clientOrderId: ClientOrderId): Promise<JournalEntry | undefined>;
  /** Intents in state `sent` or `unknown`. */
  abstract listUnsettled(): Promise<readonly JournalEntry[]>;
}

/** Whether the earlier attempt provably made no order, and this is the same decision. */
function mayBeTriedAgain({ intent, outcome }: JournalEntry, next: OrderIntent): boolean {
  const isProvenAbsent = outcome.state === 'rejected' || outcome.state === 'not-sent';
  return isProvenAbsent && canonical(intent.command) === canonical(next.command);
}

/** One text for one command, whatever the order of its fields and whether its id was named. */
function canonical(command: CreateOrder): string {
  const fields = Object.entries(command).filter(([name, value]) => name !== 'clientOrderId' && value !== undefined);
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A journal that forgets everything when the process ends. For the simulator and for tests: it keeps the order of steps honest, it does
 * not survive a crash. Never in front of real money.
 */
export class MemoryOrderJournal extends OrderJournal {
  private readonly entries = new Map<ClientOrderId, JournalEntry>();

  async record(intent: OrderIntent): Promise<Recorded<OrderIntent>> {
    const earlier = this.entries.get(intent.clientOrderId);
    if (earlier !== undefined && !mayBeTriedAgain(earlier, intent)) throw new DuplicateIntentError(earlier);
    this.entries.set(intent.clientOrderId, { intent, outcome: { state: 'sent' } });
    return intent as Recorded<OrderIntent>;
  }

  async settle(clientOrderId: ClientOrderId, outcome: IntentState): Promise<void> {
    const entry = this.entries.get(clientOrderId);
    if (entry === undefined) throw new JournalError(`settle: found no intent ${clientOrderId}, expected one recorded before`);
    this.entries.set(clientOrderId, { ...entry, outcome });
  }

  async get(clientOrderId: ClientOrderId): Promise<JournalEntry | undefined> {
    return this.entries.get(clientOrderId);
  }

  async listUnsettled(): Promise<readonly JournalEntry[]> {
    return [...this.entries.values()].filter(({ outcome }) => outcome.state === 'sent' || outcome.state === 'unknown');
  }
}
