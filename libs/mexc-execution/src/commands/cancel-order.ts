import { type CancelOrderOutcome, IdentifierError } from '@prate/execution-interface';
import type { WireCancelResult } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { byVenueId, readOrder } from '../queries/read-orders';
import { type OrderTarget, type TargetToCancel, resolveToCancel } from '../queries/resolve-order-id';
import { settleFailure } from '../settle-outcome';
import { denial, messageOf, show } from './denials';
import { type ReadAfterCancel, settleCancelRow, settleLostCancel } from './settle-cancel';

const ORDER_UNKNOWN = 2040;

/**
 * Cancels one order, by the venue's id or by a client id. Needs no connection and no journal: nothing of ours stands before a cancel, and a
 * journal that hangs for half a second only. What the answer leaves open is settled by reading the order (reference 9.12).
 */
export async function cancelOrder(context: ExecutionContext, symbol: string, orderId: string): Promise<CancelOrderOutcome> {
  if (typeof symbol !== 'string' || symbol === '') {
    return invalid(orderId, `symbol: found ${show(symbol)}, expected a contract such as BTC_USDT`);
  }
  let meant: TargetToCancel;
  try {
    meant = await resolveToCancel(context, orderId, symbol);
  } catch (error) {
    if (error instanceof IdentifierError) return invalid(orderId, `order id: ${error.message}`);
    throw error;
  }
  return settleByJournal(context, orderId, meant, await cancelTarget(context, orderId, meant.target));
}

/**
 * That there is no such order, or that it was over before, is believed only when the journal has said which order was meant: an amended order
 * goes on under another id. What was cancelled, and what is not known, stays as it was told.
 */
export async function settleByJournal(
  context: ExecutionContext,
  orderId: string,
  { target, byJournal }: TargetToCancel,
  outcome: CancelOrderOutcome,
): Promise<CancelOrderOutcome> {
  if (byJournal === undefined || isBeyondDoubt(outcome, target)) return outcome;
  let now: OrderTarget;
  try {
    now = await byJournal;
  } catch (error) {
    const message = `cancel of ${orderId}: ${outcome.status} by what it looks like, and which order of ours it is could not be read`;
    return { status: 'unknown', orderId, unknown: { code: 'venue-error', message: `${message}: ${messageOf(error)}` } };
  }
  return isSame(now, target) ? outcome : cancelTarget(context, orderId, now);
}

function isBeyondDoubt(outcome: CancelOrderOutcome, target: OrderTarget): boolean {
  if (outcome.status !== 'alreadyFinal' || target.by === 'venue-id') return outcome.status !== 'notFound';
  return outcome.order?.status === 'filled';
}

function isSame(one: OrderTarget, other: OrderTarget): boolean {
  return one.by === 'venue-id' ? other.by === 'venue-id' && one.orderId === other.orderId : other.by === 'client-id';
}

/** Sends, and reads what became of it. `orderId`: as the caller wrote it. */
export async function cancelTarget(context: ExecutionContext, orderId: string, target: OrderTarget): Promise<CancelOrderOutcome> {
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
