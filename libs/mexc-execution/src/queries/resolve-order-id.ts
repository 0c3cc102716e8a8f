import { type ClientOrderId, type JournalEntry, type VenueOrderId, clientOrderId, venueOrderId } from '@prate/execution-interface';
import { answerWithin } from '../answer-within';
import type { ExecutionContext } from '../execution-context';

/** Which order is meant, in the words the venue understands. */
export type OrderTarget =
  | { readonly by: 'venue-id'; readonly orderId: VenueOrderId }
  | { readonly by: 'client-id'; readonly clientOrderId: ClientOrderId; readonly symbol?: string };

/** What a cancel goes by, at once. */
export interface TargetToCancel {
  readonly target: OrderTarget;
  /** Where the journal has failed or is late: what it says in the end. Rejects with why it says nothing. */
  readonly byJournal?: Promise<OrderTarget>;
}

type Known = { readonly symbol: string; readonly outcome: JournalEntry['outcome'] };

const CLIENT_ID = /^[A-Za-z0-9_-]{1,32}$/;
/** Ids of the venue have about 18 digits (reference 3.4). */
const VENUE_ID = /^\d{16,}$/;

/**
 * A client id that is ours comes first; then 16 or more digits are an id of the venue; the rest is a client id of somebody else, found by its
 * symbol. An order that was amended is meant by all its ids. An id of the venue is one order, whatever the symbol. Where the journal cannot be
 * read, the id is taken for what it looks like.
 *
 * @throws {IdentifierError} for text that can be neither
 */
export async function resolveOrderId(context: ExecutionContext, text: string, symbol?: string): Promise<OrderTarget> {
  let known: Known | undefined;
  try {
    known = await lookUp(context, text);
  } catch {
    // As it looks, then.
  }
  return targetOf(context, { text, known, ...(symbol === undefined ? {} : { symbol }) });
}

/**
 * {@link resolveOrderId} for what cannot wait: half a second for the journal, then the id goes for what it looks like.
 *
 * @throws {IdentifierError} for text that can be neither
 */
export async function resolveToCancel(context: ExecutionContext, text: string, symbol: string): Promise<TargetToCancel> {
  const looking = lookUp(context, text);
  const found = await answerWithin(context.timer, looking);
  const target = targetOf(context, { text, known: found?.answer, symbol });
  if (found !== undefined) return { target };
  const byJournal = looking.then((known) => targetOf(context, { text, known, symbol }));
  // Whoever needs it hears of it.
  byJournal.catch(() => undefined);
  return { target, byJournal };
}

function targetOf(
  { amended }: Pick<ExecutionContext, 'amended'>,
  { text, known, symbol }: { readonly text: string; readonly known: Known | undefined; readonly symbol?: string },
): OrderTarget {
  const byCurrentId = (orderId: VenueOrderId) => ({ by: 'venue-id', orderId: amended.current(orderId) }) as const;
  if (known !== undefined) {
    const ownId = text as ClientOrderId;
    // The same id in another contract is not the order that was meant: the venue, asked there, knows none.
    if (symbol !== undefined && known.symbol !== symbol) return { by: 'client-id', clientOrderId: ownId, symbol };
    if (known.outcome.state === 'accepted') return byCurrentId(known.outcome.orderId);
    return { by: 'client-id', clientOrderId: ownId, symbol: known.symbol };
  }
  if (typeof text === 'string' && VENUE_ID.test(text)) return byCurrentId(venueOrderId(text));
  return { by: 'client-id', clientOrderId: clientOrderId(text), ...(symbol === undefined ? {} : { symbol }) };
}

/** What is known of it here first: an answer that was told a moment ago may not be on disk yet, and no cancel waits for a disk. */
async function lookUp({ journal, intents }: Pick<ExecutionContext, 'journal' | 'intents'>, text: string): Promise<Known | undefined> {
  if (typeof text !== 'string' || !CLIENT_ID.test(text)) return undefined;
  const id = text as ClientOrderId;
  const told = intents.outcomeBeingWritten(id);
  if (told !== undefined) return told;
  const own = intents.own.get(id);
  if (own !== undefined) return { symbol: own.symbol, outcome: { state: 'accepted', orderId: own.orderId } };
  const entry = await journal.get(id);
  return entry && { symbol: entry.intent.symbol, outcome: entry.outcome };
}
