import {
  type ClientOrderId,
  type JournalEntry,
  type OrderJournal,
  type VenueOrderId,
  clientOrderId,
  venueOrderId,
} from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';

/** Which order is meant, in the words the venue understands. */
export type OrderTarget =
  | { readonly by: 'venue-id'; readonly orderId: VenueOrderId }
  | { readonly by: 'client-id'; readonly clientOrderId: ClientOrderId; readonly symbol?: string };

const CLIENT_ID = /^[A-Za-z0-9_-]{1,32}$/;
/** Ids of the venue have about 18 digits (reference 3.4). */
const VENUE_ID = /^\d{16,}$/;

/**
 * A client id that the journal knows comes first; then 16 or more digits are an id of the venue; the rest is a client id of somebody else,
 * found by its symbol. An order that was amended is meant by all its ids. An id of the venue is one order, whatever the symbol.
 *
 * @throws {IdentifierError} for text that can be neither
 */
export async function resolveOrderId(
  { journal, amended }: Pick<ExecutionContext, 'journal' | 'amended'>,
  text: string,
  symbol?: string,
): Promise<OrderTarget> {
  const byCurrentId = (orderId: VenueOrderId) => ({ by: 'venue-id', orderId: amended.current(orderId) }) as const;
  const entry = typeof text === 'string' && CLIENT_ID.test(text) ? await lookUp(journal, text as ClientOrderId) : undefined;
  // The same id in another contract is not the order that was meant: the venue, asked there, knows none.
  if (entry !== undefined && symbol !== undefined && entry.intent.symbol !== symbol) {
    return { by: 'client-id', clientOrderId: entry.intent.clientOrderId, symbol };
  }
  if (entry?.outcome.state === 'accepted') return byCurrentId(entry.outcome.orderId);
  if (entry !== undefined) return { by: 'client-id', clientOrderId: entry.intent.clientOrderId, symbol: entry.intent.symbol };
  if (typeof text === 'string' && VENUE_ID.test(text)) return byCurrentId(venueOrderId(text));
  return { by: 'client-id', clientOrderId: clientOrderId(text), ...(symbol === undefined ? {} : { symbol }) };
}

/** A journal that cannot be read stops neither a cancel nor a question: the id is then taken for what it looks like. */
async function lookUp(journal: OrderJournal, id: ClientOrderId): Promise<JournalEntry | undefined> {
  try {
    return await journal.get(id);
  } catch {
    return undefined;
  }
}
