import type { IntentOutcome } from './intent-state';
import { outcomeText } from './intent-state';
import type { JournalEntry } from './order-journal';

export type JournalErrorCode =
  /** the id stands for another intent, or there is or may be an order of it */
  | 'duplicate-intent'
  /** what is to be settled was never recorded */
  | 'unknown-intent'
  /** the outcome contradicts what is known */
  | 'illegal-settlement'
  /** what was handed in makes no sense */
  | 'invalid'
  /** the file or its folder cannot be written */
  | 'not-writable'
  /** no database, a damaged one, or one of another program */
  | 'corrupt'
  /** another process, or another object of this one, has it open */
  | 'in-use'
  /** written by a later version */
  | 'newer-version'
  /** holds data of another mode */
  | 'other-mode'
  /** holds data of another account */
  | 'other-account'
  /** no room left on the disk */
  | 'full'
  /** the database server does not answer */
  | 'unreachable'
  /** the journal was closed before the call */
  | 'closed'
  /** the disk or the database failed otherwise */
  | 'io';

/** The journal could not do what was asked. Where that was recording an intent, nothing is sent. */
export class JournalError extends Error {
  override readonly name: string = 'JournalError';
  readonly code: JournalErrorCode;

  constructor(message: string, { code = 'io', cause }: { readonly code?: JournalErrorCode; readonly cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** The client order id stands for another intent, or for one of which there is or may be an order. Nothing is sent. */
export class DuplicateIntentError extends JournalError {
  override readonly name = 'DuplicateIntentError';
  constructor(readonly entry: JournalEntry) {
    super(`clientOrderId: found ${entry.intent.clientOrderId}, which belongs to an earlier intent already (${entry.outcome.state})`, {
      code: 'duplicate-intent',
    });
  }
}

/** An outcome that contradicts what is known of the intent; what is known stays. */
export class IllegalSettlementError extends JournalError {
  override readonly name = 'IllegalSettlementError';
  constructor(
    readonly entry: JournalEntry,
    readonly outcome: IntentOutcome,
  ) {
    super(
      `settle ${entry.intent.clientOrderId}: found ${outcomeText(outcome)} after ${outcomeText(entry.outcome)}, expected an outcome that may follow it`,
      { code: 'illegal-settlement' },
    );
  }
}

/** The journal belongs to another mode or account. Nothing of it was changed. */
export class JournalIdentityError extends JournalError {
  override readonly name = 'JournalIdentityError';
  constructor(
    readonly what: 'mode' | 'account',
    readonly found: string,
    readonly expected: string,
    where: string,
  ) {
    super(
      `open ${where}: found a journal of ${what} ${found}, expected ${expected}; name another one, journals of different modes and accounts are never mixed`,
      { code: what === 'mode' ? 'other-mode' : 'other-account' },
    );
  }
}
