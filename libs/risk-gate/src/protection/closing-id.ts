import { type ClientOrderId, type ExecutionInterface, UNSETTLED_STATES, clientOrderId } from '@prate/execution-interface';
import type { ProtectedEntry } from './protected-entry';
import type { ProtectionOptions } from './protection-options';

/** Of an id of at most 32 characters; what is left is for the count. */
const KEPT = 24;

/**
 * The id of the order that closes an entry for want of a stop, the next time it has to be: made of the entry's own, so that another process, or
 * the next one, does not close it a second time at the cost of what others hold in the same position.
 */
export function closingIdOf({ clientOrderId: id, closings }: ProtectedEntry): ClientOrderId | undefined {
  return id === undefined ? undefined : clientOrderId(`${id.slice(-KEPT)}-f${closings + 1}`);
}

/**
 * Takes up what was done for it under such ids, here or elsewhere: closed contracts are gone, and a closing that is not over is waited for.
 *
 * @throws what the engine or the journal throws
 */
export async function followClosings(
  {
    getOrder,
    journal,
  }: Pick<ExecutionInterface, 'getOrder'> & { readonly journal: Pick<NonNullable<ProtectionOptions['journal']>, 'get'> },
  entry: ProtectedEntry,
): Promise<void> {
  for (let id = closingIdOf(entry); id !== undefined && entry.closing === undefined; id = closingIdOf(entry)) {
    const known = await journal.get(id);
    if (known === undefined) return;
    const { state } = known.outcome;
    if (UNSETTLED_STATES.some((one) => one === state)) entry.closing = { id };
    else if (state !== 'accepted') entry.closings += 1;
    else {
      entry.closing = { id };
      const order = await getOrder(id, entry.terms.symbol);
      if (order !== undefined) entry.learnClosing(order);
    }
  }
}
