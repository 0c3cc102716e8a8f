import { type ClientOrderId, type JournalEntry, type VenueOrderId, clientOrderId, venueOrderId } from '@prate/execution-interface';
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
  { journal, intents, amended }: Pick<ExecutionContext, 'journal' | 'intents' | 'amended'>,
  text: string,
  symbol?: string,
): Promise<OrderTarget> {
  const byCurrentId = (orderId: VenueOrderId) => ({ by: 'venue-id', orderId: amended.current(orderId) }) as const;
  const ownId = typeof text === 'string' && CLIENT_ID.test(text) ? (text as ClientOrderId) : undefined;
  const known = ownId === undefined ? undefined : await lookUp({ journal, intents }, ownId);
  if (ownId !== undefined && known !== undefined) {
    // The same id in another contract is not the order that was meant: the venue, asked there, knows none.
    if (symbol !== undefined && known.symbol !== symbol) return { by: 'client-id', clientOrderId: ownId, symbol };
    if (known.outcome.state === 'accepted') return byCurrentId(known.outcome.orderId);
    return { by: 'client-id', clientOrderId: ownId, symbol: known.symbol };
  }
  if (typeof text === 'string' && VENUE_ID.test(text)) return byCurrentId(venueOrderId(text));
  return { by: 'client-id', clientOrderId: clientOrderId(text), ...(symbol === undefined ? {} : { symbol }) };
}

/**
 * A journal that cannot be read stops neither a cancel nor a question: the id is then taken for what it looks like. An answer that was told a
 * moment ago may not be on disk yet, and no cancel waits for a disk.
 */
async function lookUp(
  { journal, intents }: Pick<ExecutionContext, 'journal' | 'intents'>,
  id: ClientOrderId,
): Promise<{ readonly symbol: string; readonly outcome: JournalEntry['outcome'] } | undefined> {
  const told = intents.outcomeBeingWritten(id);
  if (told !== undefined) return told;
  try {
    const entry = await journal.get(id);
    return entry && { symbol: entry.intent.symbol, outcome: entry.outcome };
  } catch {
    return undefined;
  }
}
