import { type CancelAllOrdersOutcome, ExecutionError, type Order, Slots, isFinalStatus } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import { byVenueId, readOpenOrders, readOrder } from '../queries/read-orders';
import { type SettledFailure, settleFailure } from '../settle-outcome';
import { messageOf, show } from './denials';

/** Orders read at the same time after the call; reads are limited to 20 in 2 s (reference 5.9). */
const PARALLEL_READS = 4;

/**
 * Cancels all working orders, of one symbol or of all. The venue answers no list, so orders are listed before and after, and those that
 * vanished are read. Needs no connection and no journal; a list that cannot be read does not stop the cancel either.
 *
 * @throws {ExecutionError} for a symbol that is no text or empty, which must never come to mean "all"
 */
export async function cancelAllOrders(context: ExecutionContext, symbol?: string): Promise<CancelAllOrdersOutcome> {
  if (symbol !== undefined && (typeof symbol !== 'string' || symbol === '')) {
    throw new ExecutionError(`cancelAllOrders: found ${show(symbol)}, expected a contract such as BTC_USDT, or nothing for all`);
  }
  const { rest, session } = context;
  const before = await tryList(context, symbol);
  let failure: SettledFailure | undefined;
  try {
    await session.heard(rest.private.cancelAllOrders(symbol === undefined ? {} : { symbol }));
  } catch (error) {
    failure = settleFailure(error);
    if (failure.status !== 'unknown') return failure;
  }

  const after = await tryList(context, symbol);
  if ('problem' in before || 'problem' in after) {
    if (failure?.status === 'unknown') return failure;
    const problem = 'problem' in before ? before.problem : (after as { problem: string }).problem;
    return unknown(`cancelAllOrders: the venue took the cancel, but what it did could not be listed: ${problem}`);
  }
  // A lost answer is settled by what is left: nothing left is an answer, something left may be cancelled any moment.
  if (failure?.status === 'unknown' && after.orders.length > 0) return failure;
  return count(context, before.orders, after.orders);
}

async function count(context: ExecutionContext, before: readonly Order[], after: readonly Order[]): Promise<CancelAllOrdersOutcome> {
  const left = new Set(after.map(({ orderId }) => orderId));
  const slots = new Slots(PARALLEL_READS);
  const gone = await Promise.all(
    before
      .filter(({ orderId }) => !left.has(orderId))
      .map((listed) => slots.run(async () => ({ listed, now: await tryRead(context, listed) }))),
  );
  const cancelled: Order[] = [];
  const filledMeanwhile: Order[] = [];
  const unresolved: Order[] = [];
  const stillOpen = [...after];
  for (const { listed, now } of gone) {
    if (now === undefined) unresolved.push(listed);
    else if (now.status === 'cancelled') cancelled.push(now);
    else if (now.status === 'filled') filledMeanwhile.push(now);
    else if (isFinalStatus(now.status)) unresolved.push(now);
    else stillOpen.push(now);
  }
  return { status: 'done', count: cancelled.length, cancelled, stillOpen, filledMeanwhile, unresolved };
}

async function tryList(
  context: ExecutionContext,
  symbol: string | undefined,
): Promise<{ readonly orders: readonly Order[] } | { readonly problem: string }> {
  try {
    return { orders: await readOpenOrders(context, symbol) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

async function tryRead(context: ExecutionContext, { orderId }: Order): Promise<Order | undefined> {
  try {
    return await readOrder(context, byVenueId(orderId));
  } catch {
    return undefined;
  }
}

function unknown(message: string): CancelAllOrdersOutcome {
  return { status: 'unknown', unknown: { code: 'venue-error', message } };
}
