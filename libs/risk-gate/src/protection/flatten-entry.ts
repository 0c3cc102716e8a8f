import type { CreateOrderOutcome, DecimalText, SizeDenial } from '@prate/execution-interface';
import { isPositive, minimum } from '@prate/execution-interface/decimal';
import { messageOf } from '../message-of';
import { closingIdOf, followClosings } from './closing-id';
import type { GuardParts } from './guard-parts';
import { reasonOf } from './place-stop';
import type { ProtectedEntry } from './protected-entry';

/**
 * Cancels what the entry has left, then closes at the market what it filled: never more than that, never more than is held, and not again while
 * it is not known what became of the closing order.
 *
 * @param contracts what is held of it, as far as is known
 */
export async function flattenEntry(
  { over, clock, settings, journal }: GuardParts,
  entry: ProtectedEntry,
  contracts: DecimalText,
): Promise<void> {
  if (entry.closing !== undefined) return;
  const { symbol, positionSide } = entry.terms;
  entry.closeNotBeforeMs = clock.nowMs() + 2 * settings.lookEveryMs;
  try {
    const id = entry.askedBy;
    if (!entry.isFinal && id !== undefined) {
      const cancelled = await over.cancelOrder(symbol, id);
      if ('order' in cancelled && cancelled.order !== undefined) entry.learn(cancelled.order, clock.nowMs());
    }
    if (!isPositive(contracts)) return;
    const ownId = closingIdOf(entry);
    const close = (size: DecimalText) =>
      over.closePosition({
        symbol,
        positionSide,
        type: 'market',
        size: { contracts: size },
        ...(ownId === undefined ? {} : { clientOrderId: ownId }),
      });
    let outcome = await close(contracts);
    const largest = largestOrderOf(outcome);
    // The rest is closed when this one has ended.
    if (largest !== undefined) outcome = await close(minimum(contracts, largest));
    entry.flattened = outcome;
    if (outcome.status === 'accepted') entry.closing = { id: outcome.order.orderId };
    else if (outcome.status === 'unknown') entry.closing = { id: outcome.clientOrderId };
    else if (outcome.status === 'rejected') entry.closings += 1;
    else if (outcome.denial.code === 'client-order-id-reused' && ownId !== undefined) {
      // Another process has closed it, or is about to.
      if (journal === undefined) entry.closing = { id: ownId };
      else await followClosings({ getOrder: (orderId, of) => over.getOrder(orderId, of), journal }, entry);
    }
    if (outcome.status !== 'accepted') entry.problem = `closing it: ${reasonOf(outcome)}`;
  } catch (error) {
    entry.problem = `closing it: ${messageOf(error)}`;
  }
}

function largestOrderOf(outcome: CreateOrderOutcome): DecimalText | undefined {
  if (outcome.status !== 'denied' || outcome.denial.code !== 'size-above-maximum') return undefined;
  return (outcome.denial.context['nearest'] as SizeDenial['nearest'])?.below?.contracts;
}
