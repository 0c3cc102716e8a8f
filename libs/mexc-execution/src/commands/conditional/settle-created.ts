import type { ClientOrderId, CreateConditionalOutcome, Denial } from '@prate/execution-interface';
import type { CarriedOut } from '../carry-out';

/** The outcome of a conditional order from what its request came to. */
export function settleCreated<Conditional>(
  intentId: ClientOrderId,
  result: CarriedOut<string>,
  orderOf: (id: string) => Conditional,
): CreateConditionalOutcome<Conditional> {
  if (result.status === 'answered') return { status: 'accepted', intentId, order: orderOf(result.answer) };
  return { ...result, intentId };
}

export function deniedConditional(reason: Denial, intentId?: ClientOrderId) {
  return { status: 'denied', ...(intentId === undefined ? {} : { intentId }), denial: reason } as const;
}
