import type { ClientOrderId, VenueOrderId } from './identifiers';
import type { IntentOutcome, IntentState, IntentStateName } from './intent-state';
import type { JournalEvent, JournalNote } from './journal-note';
import type { OrderIntent } from './order-intent';
import type { Trade } from './trade';

declare const recorded: unique symbol;

/** A receipt: the intent is in the journal. Only {@link OrderJournal.record} makes one, and what reaches the wire asks for it. */
export type Recorded<T> = T & { readonly [recorded]: true };

export interface JournalEntry {
  readonly intent: OrderIntent;
  readonly outcome: IntentState;
  /** How often it was recorded: more than one when earlier attempts provably made no order. */
  readonly attempts: number;
  /** ms since the epoch. */
  readonly updatedAtMs: number;
}

/** Whose journal it is. Journals of different modes or accounts never mix. */
export interface JournalIdentity {
  readonly mode: 'simulated' | 'paper' | 'live';
  /** Tells accounts apart without being a secret: a fingerprint of the key, or a name. */
  readonly account: string;
}

/** Which intents: all when empty. By {@link OrderIntent.createdAtMs}, `[fromMs, toMs)`. */
export interface JournalQuery {
  readonly state?: IntentStateName;
  readonly symbol?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** Which fills: all when empty. `[fromMs, toMs)`. */
export interface TradeQuery {
  readonly symbol?: string;
  readonly orderId?: VenueOrderId;
  readonly fromMs?: number;
  readonly toMs?: number;
}

/**
 * How far the account has been told: everything before this moment, and fills of it are archived. What works then may end later, however long
 * nobody looks.
 */
export interface ToldUpTo {
  /** ms since the epoch. */
  readonly atMs: number;
  readonly working: readonly VenueOrderId[];
}

/** Record before send, settle after the answer. Every recording and every settlement leaves an event that nothing changes afterwards. */
export abstract class OrderJournal {
  /** Whether other processes may write it, too: then what is known of it here is only a part. */
  readonly isShared: boolean = true;

  /**
   * Returns the receipt once the intent is kept: it survives the end of the process, wherever the implementation says so. The same command
   * may be recorded again under its id when the earlier attempt provably made no order (`rejected`, `not-sent`, `never-arrived`): one intent
   * keeps one id on every attempt.
   *
   * @throws {DuplicateIntentError} when the id stands for another command, or when there is or may be an order of it
   * @throws {JournalError} when it cannot be kept
   */
  abstract record(intent: OrderIntent): Promise<Recorded<OrderIntent>>;
  /**
   * Keeps what became of it. What is known already changes nothing.
   *
   * @throws {IllegalSettlementError} when it contradicts what is known ({@link statesBefore})
   * @throws {JournalError} when it was never recorded, or cannot be kept
   */
  abstract settle(clientOrderId: ClientOrderId, outcome: IntentOutcome): Promise<void>;
  abstract get(clientOrderId: ClientOrderId): Promise<JournalEntry | undefined>;
  /** Intents of which nobody knows (`sent`, `unknown`, `needs-operator`), oldest first. */
  abstract listUnsettled(): Promise<readonly JournalEntry[]>;
  /** Oldest first, read page by page. */
  abstract list(query?: JournalQuery): AsyncIterable<JournalEntry>;

  /** Adds to the story of an order, also of one that was denied and therefore never recorded. */
  abstract note(clientOrderId: ClientOrderId, note: JournalNote): Promise<void>;
  /** All that happened to an order, in the order it was kept. */
  abstract story(clientOrderId: ClientOrderId): Promise<readonly JournalEvent[]>;

  /** Keeps own fills, each id once; the first version stays. How many were new. A call that fails may have kept some: repeat it. */
  abstract archiveTrades(trades: readonly Trade[]): Promise<number>;
  /** Oldest first, read page by page. */
  abstract listTrades(query?: TradeQuery): AsyncIterable<Trade>;

  /** Keeps how far the account has been told, instead of what was kept before. A journal may keep nothing: then a restart looks further back. */
  async keepToldUpTo(_told: ToldUpTo): Promise<void> {
    // Optional.
  }

  /** As kept last. */
  async toldUpTo(): Promise<ToldUpTo | undefined> {
    return undefined;
  }

  /** Whether an intent could be recorded now. */
  abstract isWritable(): Promise<boolean>;
}
