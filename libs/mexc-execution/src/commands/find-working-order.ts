import { type Denial, IdentifierError, type Order, isFinalStatus } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import { readOrder } from '../queries/read-orders';
import { resolveOrderId } from '../queries/resolve-order-id';
import { denial, messageOf } from './denials';

export type FoundOrder =
  | { readonly status: 'working'; readonly order: Order }
  | { readonly status: 'alreadyFinal'; readonly order: Order }
  | { readonly status: 'notFound'; readonly orderId: string }
  | { readonly status: 'denied'; readonly denial: Denial };

/** The order that is to be changed, as it stands now: by the venue's id or a client id. */
export async function findWorkingOrder(
  context: ExecutionContext,
  operation: string,
  { symbol, orderId }: { readonly symbol: string; readonly orderId: string },
): Promise<FoundOrder> {
  const deny = (reason: Denial) => ({ status: 'denied', denial: reason }) as const;
  if (!context.session.isConnected) {
    return deny(denial('not-connected', `${operation} of ${symbol}: found no connection, expected connect() to have answered ok first`));
  }
  let order: Order | undefined;
  try {
    order = await readOrder(context, await resolveOrderId(context, orderId, symbol));
  } catch (error) {
    if (error instanceof IdentifierError) return deny(denial('input-invalid', `${operation}: ${error.message}`));
    return deny(denial('not-sent', `${operation} of ${orderId}: nothing was sent, because it could not be read: ${messageOf(error)}`));
  }
  if (order === undefined) return { status: 'notFound', orderId };
  if (order.symbol !== symbol) {
    return deny(denial('input-invalid', `${operation} of ${orderId}: found an order of ${order.symbol}, expected one of ${symbol}`));
  }
  return { status: isFinalStatus(order.status) ? 'alreadyFinal' : 'working', order };
}
