import { type CancelOrderOutcome, ExecutionError, type Order, type VenueOrderId } from '@prate/execution-interface';
import type { WireCancelResult } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { readOrdersById } from '../queries/read-orders';
import { resolveOrderId } from '../queries/resolve-order-id';
import { settleFailure } from '../settle-outcome';
import { cancelOrder } from './cancel-order';
import { messageOf, show } from './denials';
import { type ReadAfterCancel, settleCancelRow, settleLostCancel } from './settle-cancel';

/** Ids that the venue takes at once (reference 5.8). */
const MOST_IDS = 50;

/**
 * Cancels many orders of one symbol, at most 50 a call, and answers for each, in order. Orders that are known by a client id only go one by
 * one. A call that fails does not stop those after it.
 *
 * @throws {ExecutionError} for something that is no list
 */
export async function cancelOrders(
  context: ExecutionContext,
  symbol: string,
  orderIds: readonly string[],
): Promise<readonly CancelOrderOutcome[]> {
  if (!Array.isArray(orderIds)) throw new ExecutionError(`cancelOrders: found ${show(orderIds)}, expected a list of ids`);
  const asked = [...(orderIds as readonly string[])];
  const venueIds = await Promise.all(asked.map((orderId) => venueIdOf(context, symbol, orderId)));
  const together = [...new Set(venueIds.filter((id) => id !== undefined))];
  const outcomes = new Map<string, (orderId: string) => CancelOrderOutcome>();
  for (let start = 0; start < together.length; start += MOST_IDS) {
    const ids = together.slice(start, start + MOST_IDS);
    for (const [id, settle] of await cancelTogether(context, ids)) outcomes.set(id, settle);
  }
  const results: CancelOrderOutcome[] = [];
  for (const [index, orderId] of asked.entries()) {
    const settle = outcomes.get(venueIds[index] ?? '');
    results.push(settle === undefined ? await cancelOrder(context, symbol, orderId) : settle(orderId));
  }
  return results;
}

async function cancelTogether(
  context: ExecutionContext,
  ids: readonly VenueOrderId[],
): Promise<ReadonlyMap<string, (orderId: string) => CancelOrderOutcome>> {
  let rows: readonly WireCancelResult[];
  try {
    rows = await context.session.heard(context.rest.private.cancelOrders({ orderIds: ids }));
  } catch (error) {
    const failure = settleFailure(error);
    if (failure.status !== 'unknown') return new Map(ids.map((id) => [id, (orderId) => ({ ...failure, orderId })]));
    const read = await readAll(context, ids);
    return new Map(ids.map((id) => [id, (orderId) => settleLostCancel(orderId, failure, read(id))]));
  }
  const read = await readAll(context, ids);
  const rowOf = new Map(rows.map((row) => [row.orderId, row]));
  return new Map(ids.map((id) => [id, (orderId) => settleCancelRow(orderId, rowOf.get(id), read(id))]));
}

async function readAll(context: ExecutionContext, ids: readonly VenueOrderId[]): Promise<(id: VenueOrderId) => ReadAfterCancel> {
  let orders: ReadonlyMap<string, Order>;
  try {
    orders = await readOrdersById(context, ids);
  } catch (error) {
    const problem = messageOf(error);
    return () => ({ problem });
  }
  return (id) => ({ order: orders.get(id) });
}

/** What is no id at all is left to the single cancel, which says so. */
async function venueIdOf(context: ExecutionContext, symbol: string, orderId: string): Promise<VenueOrderId | undefined> {
  if (typeof symbol !== 'string' || symbol === '') return undefined;
  try {
    const target = await resolveOrderId(context, orderId, symbol);
    return target.by === 'venue-id' ? target.orderId : undefined;
  } catch {
    return undefined;
  }
}
