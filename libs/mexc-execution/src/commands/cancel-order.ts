import { type CancelOrderOutcome, IdentifierError, type Order, isFinalStatus } from '@prate/execution-interface';
import { MexcApiError, type WireCancelResult } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { byVenueId, readOrder } from '../queries/read-orders';
import { type OrderTarget, resolveOrderId } from '../queries/resolve-order-id';
import { type SettledFailure, settleFailure } from '../settle-outcome';
import { denial, messageOf, show } from './denials';

const CANCELLED = 0;
const ORDER_UNKNOWN = 2040;
const ALREADY_FINAL = 2041;

/**
 * Cancels one order, by the venue's id or by a client id. Needs no connection and no journal: nothing of ours stands before a cancel. What
 * the answer leaves open is settled by reading the order (reference 9.12).
 */
export async function cancelOrder(context: ExecutionContext, symbol: string, orderId: string): Promise<CancelOrderOutcome> {
  if (typeof symbol !== 'string' || symbol === '') {
    return invalid(orderId, `symbol: found ${show(symbol)}, expected a contract such as BTC_USDT`);
  }
  let target: OrderTarget;
  try {
    target = await resolveOrderId(context.journal, orderId, symbol);
  } catch (error) {
    if (error instanceof IdentifierError) return invalid(orderId, `order id: ${error.message}`);
    throw error;
  }

  let row: WireCancelResult | undefined;
  try {
    row = rowOf(await send(context, target), target);
  } catch (error) {
    const failure = settleFailure(error);
    if (failure.status !== 'unknown') return { ...failure, orderId };
    return settleByReading(context, { target, orderId, failure });
  }
  if (row === undefined) {
    return unknown(orderId, 'unreadable-answer', `cancel of ${orderId}: the answer has no row for this order`);
  }
  const asRead = target.by === 'client-id' && /^[1-9]\d*$/.test(row.orderId) ? byVenueId(row.orderId) : target;
  switch (row.errorCode) {
    case CANCELLED:
      return settleCancelled(context, { target: asRead, orderId });
    case ALREADY_FINAL:
      return settleFinal(context, { target: asRead, orderId });
    case ORDER_UNKNOWN:
      return settleNotFound(context, { target, orderId });
    default:
      return { ...settleFailure(new MexcApiError('cancel-orders', row.errorCode, row.errorMsg ?? '')), orderId };
  }
}

interface Asked {
  readonly target: OrderTarget;
  /** As the caller wrote it. */
  readonly orderId: string;
}

function send({ rest, session }: ExecutionContext, target: OrderTarget): Promise<readonly WireCancelResult[]> {
  if (target.by === 'venue-id') return session.heard(rest.private.cancelOrders({ orderIds: [target.orderId] }));
  const { clientOrderId: externalOid, symbol } = target;
  return session.heard(rest.private.cancelByExternalOid({ orders: [{ symbol: symbol as string, externalOid }] }));
}

function rowOf(rows: readonly WireCancelResult[], target: OrderTarget): WireCancelResult | undefined {
  return target.by === 'venue-id' ? rows.find((row) => row.orderId === target.orderId) : rows[0];
}

/** An accepted cancel can still lose to a fill. */
async function settleCancelled(context: ExecutionContext, { target, orderId }: Asked): Promise<CancelOrderOutcome> {
  const read = await tryRead(context, target);
  if (!('order' in read) || read.order === undefined) return { status: 'cancelled', orderId };
  const { order } = read;
  return { status: order.status === 'filled' || order.status === 'invalid' ? 'alreadyFinal' : 'cancelled', orderId, order };
}

async function settleFinal(context: ExecutionContext, { target, orderId }: Asked): Promise<CancelOrderOutcome> {
  const read = await tryRead(context, target);
  if (!('order' in read) || read.order === undefined) return { status: 'alreadyFinal', orderId };
  if (isFinalStatus(read.order.status)) return { status: 'alreadyFinal', orderId, order: read.order };
  return unknown(orderId, 'venue-error', `cancel of ${orderId}: refused as final, but the order reads as ${read.order.status}`);
}

/** "No such order" is believed only when a read says the same: it may have been too new for the cancel. */
async function settleNotFound(context: ExecutionContext, { target, orderId }: Asked): Promise<CancelOrderOutcome> {
  const read = await tryRead(context, target);
  if ('problem' in read) return unknown(orderId, 'venue-error', `cancel of ${orderId}: not found, and reading it failed: ${read.problem}`);
  if (read.order === undefined) return { status: 'notFound', orderId };
  if (isFinalStatus(read.order.status)) return { status: 'alreadyFinal', orderId, order: read.order };
  return unknown(orderId, 'venue-error', `cancel of ${orderId}: not found, but the order reads as ${read.order.status}`);
}

/** The answer was lost, the order is not: its state tells what became of it. A working one may still be cancelled any moment. */
async function settleByReading(
  context: ExecutionContext,
  { target, orderId, failure }: Asked & { readonly failure: Extract<SettledFailure, { status: 'unknown' }> },
): Promise<CancelOrderOutcome> {
  const read = await tryRead(context, target);
  if (!('order' in read) || read.order === undefined || !isFinalStatus(read.order.status)) return { ...failure, orderId };
  return { status: read.order.status === 'cancelled' ? 'cancelled' : 'alreadyFinal', orderId, order: read.order };
}

async function tryRead(
  context: ExecutionContext,
  target: OrderTarget,
): Promise<{ readonly order: Order | undefined } | { readonly problem: string }> {
  try {
    return { order: await readOrder(context, target) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

function unknown(orderId: string, code: 'venue-error' | 'unreadable-answer', message: string): CancelOrderOutcome {
  return { status: 'unknown', orderId, unknown: { code, message } };
}

function invalid(orderId: unknown, message: string): CancelOrderOutcome {
  return { status: 'denied', orderId: String(orderId), denial: denial('input-invalid', message) };
}
