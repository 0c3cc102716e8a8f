import { type CancelOrderOutcome, IdentifierError } from '@prate/execution-interface';
import type { WireCancelResult } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { byVenueId, readOrder } from '../queries/read-orders';
import { type OrderTarget, resolveOrderId } from '../queries/resolve-order-id';
import { settleFailure } from '../settle-outcome';
import { denial, messageOf, show } from './denials';
import { type ReadAfterCancel, settleCancelRow, settleLostCancel } from './settle-cancel';

const ORDER_UNKNOWN = 2040;

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
    target = await resolveOrderId(context, orderId, symbol);
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
    return settleLostCancel(orderId, failure, await tryRead(context, target));
  }
  const isNamed = target.by === 'client-id' && row?.errorCode !== ORDER_UNKNOWN && /^[1-9]\d*$/.test(row?.orderId ?? '');
  return settleCancelRow(orderId, row, await tryRead(context, isNamed ? byVenueId(row?.orderId ?? '') : target));
}

function send({ rest, session }: ExecutionContext, target: OrderTarget): Promise<readonly WireCancelResult[]> {
  if (target.by === 'venue-id') return session.heard(rest.private.cancelOrders({ orderIds: [target.orderId] }));
  const { clientOrderId: externalOid, symbol } = target;
  return session.heard(rest.private.cancelByExternalOid({ orders: [{ symbol: symbol as string, externalOid }] }));
}

function rowOf(rows: readonly WireCancelResult[], target: OrderTarget): WireCancelResult | undefined {
  return target.by === 'venue-id' ? rows.find((row) => row.orderId === target.orderId) : rows[0];
}

async function tryRead(context: ExecutionContext, target: OrderTarget): Promise<ReadAfterCancel> {
  try {
    return { order: await readOrder(context, target) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

function invalid(orderId: unknown, message: string): CancelOrderOutcome {
  return { status: 'denied', orderId: String(orderId), denial: denial('input-invalid', message) };
}
