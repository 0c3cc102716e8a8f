import { type CancelOrderOutcome, ExecutionError, type Order, type VenueOrderId } from '@prate/execution-interface';
import type { WireCancelResult } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { byVenueId, readOrdersById } from '../queries/read-orders';
import { type TargetToCancel, resolveToCancel } from '../queries/resolve-order-id';
import { settleFailure } from '../settle-outcome';
import { cancelOrder, cancelTarget, settleByJournal } from './cancel-order';
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
  const meant = await Promise.all(asked.map((orderId) => meantBy(context, symbol, orderId)));
  return cancelMeant(context, { symbol, asked, meant });
}

/** {@link cancelOrders} by ids that the venue has told: nobody is asked which orders they are. */
export function cancelListedOrders(
  context: ExecutionContext,
  symbol: string,
  ids: readonly VenueOrderId[],
): ReturnType<typeof cancelOrders> {
  return cancelMeant(context, { symbol, asked: ids, meant: ids.map((id) => ({ target: byVenueId(id) })) });
}

interface Asked {
  readonly symbol: string;
  /** As the caller wrote them. */
  readonly asked: readonly string[];
  /** One each; undefined for what is no id. */
  readonly meant: readonly (TargetToCancel | undefined)[];
}

async function cancelMeant(context: ExecutionContext, { symbol, asked, meant }: Asked): Promise<readonly CancelOrderOutcome[]> {
  const together = [...new Set(meant.flatMap((one) => (one?.target.by === 'venue-id' ? [one.target.orderId] : [])))];
  const outcomes = new Map<string, (orderId: string) => CancelOrderOutcome>();
  for (let start = 0; start < together.length; start += MOST_IDS) {
    const ids = together.slice(start, start + MOST_IDS);
    for (const [id, settle] of await cancelTogether(context, ids)) outcomes.set(id, settle);
  }
  const sent: CancelOrderOutcome[] = [];
  for (const [index, orderId] of asked.entries()) {
    const one = meant[index];
    const settle = one?.target.by === 'venue-id' ? outcomes.get(one.target.orderId) : undefined;
    if (one === undefined) sent.push(await cancelOrder(context, symbol, orderId));
    else sent.push(settle?.(orderId) ?? (await cancelTarget(context, orderId, one.target)));
  }
  // Every one has left before any waits for what the journal tells late.
  return Promise.all(
    sent.map(async (outcome, index) => {
      const [orderId, one] = [asked[index], meant[index]];
      return orderId === undefined || one === undefined ? outcome : settleByJournal(context, orderId, one, outcome);
    }),
  );
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
async function meantBy(context: ExecutionContext, symbol: string, orderId: string): Promise<TargetToCancel | undefined> {
  if (typeof symbol !== 'string' || symbol === '') return undefined;
  try {
    return await resolveToCancel(context, orderId, symbol);
  } catch {
    return undefined;
  }
}
