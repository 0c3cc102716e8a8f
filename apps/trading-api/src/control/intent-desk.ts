import type { ClientOrderId, JournalEntry, JournalEvent } from '@prate/execution-interface';
import type { IntentVerdict } from './intent-verdict';

/** What a person can do about intents of which nobody knows. Abstract, so that the class itself is the injection token. */
export abstract class IntentDesk {
  /** Oldest first. @throws {JournalError} */
  abstract list(): Promise<readonly JournalEntry[]>;
  abstract story(id: ClientOrderId): Promise<readonly JournalEvent[]>;
  /** @throws {JournalError} `unknown-intent`, `illegal-settlement`, or when it cannot be kept */
  abstract resolve(id: ClientOrderId, verdict: IntentVerdict): Promise<JournalEntry>;
}
