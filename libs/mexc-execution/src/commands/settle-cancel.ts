import { type CancelOrderOutcome, type Order, isFinalStatus } from '@prate/execution-interface';
import { MexcApiError, type WireCancelResult } from '@prate/mexc-protocol';
import { type SettledFailure, settleFailure } from '../settle-outcome';

const CANCELLED = 0;
const ORDER_UNKNOWN = 2040;
const ALREADY_FINAL = 2041;

/** The order as it reads after the cancel, or why it could not be read. */
export type ReadAfterCancel = { readonly order: Order | undefined } | { readonly problem: string };

/** The venue's row for one order, and what the order reads as; `orderId` as the caller wrote it. */
export function settleCancelRow(orderId: string, row: WireCancelResult | undefined, read: ReadAfterCancel): CancelOrderOutcome {
  if (row === undefined) return unknown(orderId, 'unreadable-answer', `cancel of ${orderId}: the answer has no row for this order`);
  switch (row.errorCode) {
    case CANCELLED:
      return settleCancelled(orderId, read);
    case ALREADY_FINAL:
      return settleFinal(orderId, read);
    case ORDER_UNKNOWN:
      return settleNotFound(orderId, read);
    default:
      return { ...settleFailure(new MexcApiError('cancel-orders', row.errorCode, row.errorMsg ?? '')), orderId };
  }
}

/** The answer was lost, the order is not: its state tells what became of it. A working one may still be cancelled any moment. */
export function settleLostCancel(
  orderId: string,
  failure: Extract<SettledFailure, { status: 'unknown' }>,
  read: ReadAfterCancel,
): CancelOrderOutcome {
  if (!('order' in read) || read.order === undefined || !isFinalStatus(read.order.status)) return { ...failure, orderId };
  return { status: read.order.status === 'cancelled' ? 'cancelled' : 'alreadyFinal', orderId, order: read.order };
}

/** An accepted cancel can still lose to a fill. */
function settleCancelled(orderId: string, read: ReadAfterCancel): CancelOrderOutcome {
  if (!('order' in read) || read.order === undefined) return { status: 'cancelled', orderId };
  const { order } = read;
  return { status: order.status === 'filled' || order.status === 'invalid' ? 'alreadyFinal' : 'cancelled', orderId, order };
}

function settleFinal(orderId: string, read: ReadAfterCancel): CancelOrderOutcome {
  if (!('order' in read) || read.order === undefined) return { status: 'alreadyFinal', orderId };
  if (isFinalStatus(read.order.status)) return { status: 'alreadyFinal', orderId, order: read.order };
  return unknown(orderId, 'venue-error', `cancel of ${orderId}: refused as final, but the order reads as ${read.order.status}`);
}

/** "No such order" is believed only when a read says the same: it may have been too new for the cancel. */
function settleNotFound(orderId: string, read: ReadAfterCancel): CancelOrderOutcome {
  if ('problem' in read) return unknown(orderId, 'venue-error', `cancel of ${orderId}: not found, and reading it failed: ${read.problem}`);
  if (read.order === undefined) return { status: 'notFound', orderId };
  if (isFinalStatus(read.order.status)) return { status: 'alreadyFinal', orderId, order: read.order };
  return unknown(orderId, 'venue-error', `cancel of ${orderId}: not found, but the order reads as ${read.order.status}`);
}

function unknown(orderId: string, code: 'venue-error' | 'unreadable-answer', message: string): CancelOrderOutcome {
  return { status: 'unknown', orderId, unknown: { code, message } };
}
