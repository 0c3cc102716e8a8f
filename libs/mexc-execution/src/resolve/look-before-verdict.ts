import type { ClientOrderId, JournalEntry, Order } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import type { OperatorVerdict } from '../operator-verdict';
import { readOrder } from '../queries/read-orders';

/**
 * Asks the venue for the order of an unknown intent, which settles the intent where there is one: a person who says that it never arrived, or
 * names another order, would otherwise let it be sent a second time. What cannot be asked leaves the word to the person.
 *
 * @returns the intent, where the venue says what the person says
 * @throws {JournalError} when the journal cannot be read or written
 */
export async function lookBeforeVerdict(
  context: ExecutionContext,
  id: ClientOrderId,
  { outcome, by, reason }: OperatorVerdict,
): Promise<JournalEntry | undefined> {
  const { journal, session, intents } = context;
  const entry = await journal.get(id);
  if (entry?.intent.kind !== 'order' || !session.isConnected) return undefined;
  await intents.refresh();
  if (!intents.isUnknown(id)) return undefined;
  const order = await tryRead(context, id, entry.intent.symbol);
  if (order === undefined || outcome.state !== 'accepted' || outcome.orderId !== order.orderId) return undefined;
  await journal.note(id, { what: 'operator', by, act: 'said what the venue says', reason });
  return journal.get(id);
}

/** The venue may be away, which is when persons are asked. */
async function tryRead(context: ExecutionContext, id: ClientOrderId, symbol: string): Promise<Order | undefined> {
  try {
    return await readOrder(context, { by: 'client-id', clientOrderId: id, symbol });
  } catch {
    return undefined;
  }
}
