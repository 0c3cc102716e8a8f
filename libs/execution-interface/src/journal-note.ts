import type { ClientOrderId, VenueOrderId } from './identifiers';
import type { IntentState } from './intent-state';
import { JournalError } from './journal-errors';
import type { OrderIntent } from './order-intent';

/** What somebody adds to an order's story. Only these fields are kept. */
export type JournalNote =
  /** What the gate said, before anything was recorded or sent. */
  | { readonly what: 'verdict'; readonly verdict: 'allowed' | 'denied'; readonly code?: string; readonly message?: string }
  /** The request left. `atMs`: ms since the epoch, of the first byte as far as we know. */
  | { readonly what: 'request'; readonly sentAtMs: number }
  /** One reading that looked for the order, and what it found. */
  | {
      readonly what: 'resolution';
      readonly evidence: 'client-id' | 'open-orders' | 'order-history' | 'trades' | 'positions' | 'fingerprint' | 'stream';
      readonly found: readonly VenueOrderId[];
      readonly message?: string;
    }
  /** What a person did. */
  | { readonly what: 'operator'; readonly by: string; readonly act: string; readonly reason: string };

/** One line of an order's story. */
export type JournalEvent = {
  readonly clientOrderId: ClientOrderId;
  /** ms since the epoch. */
  readonly atMs: number;
} & (
  | { readonly what: 'recorded'; readonly attempt: number; readonly intent: OrderIntent }
  | { readonly what: 'settled'; readonly attempt: number; readonly outcome: IntentState }
  | JournalNote
);

const LONGEST_TEXT = 1_000;

/**
 * A note with its own fields only, so that nothing else (a header, a key) can slip into the journal.
 *
 * @throws {JournalError} `invalid` for a kind that does not exist, or an operator without name, act or reason
 */
export function readJournalNote(note: JournalNote): JournalNote {
  switch (note.what) {
    case 'verdict':
      return { what: note.what, verdict: note.verdict, ...optional('code', note.code), ...optional('message', note.message) };
    case 'request':
      return { what: note.what, sentAtMs: note.sentAtMs };
    case 'resolution':
      return {
        what: note.what,
        evidence: note.evidence,
        found: note.found.map(String) as VenueOrderId[],
        ...optional('message', note.message),
      };
    case 'operator':
      return { what: note.what, by: required('by', note.by), act: required('act', note.act), reason: required('reason', note.reason) };
    default:
      throw new JournalError(
        `note: found ${JSON.stringify((note as { what: unknown }).what)}, expected verdict, request, resolution or operator`,
        { code: 'invalid' },
      );
  }
}

function optional<Name extends string>(name: Name, text: string | undefined): { readonly [one in Name]?: string } {
  return (text === undefined ? {} : { [name]: text.slice(0, LONGEST_TEXT) }) as { readonly [one in Name]?: string };
}

function required(name: string, text: string): string {
  if (typeof text === 'string' && text.trim() !== '') return text.slice(0, LONGEST_TEXT);
  throw new JournalError(`note: found no ${name}, expected who did what and why`, { code: 'invalid' });
}
