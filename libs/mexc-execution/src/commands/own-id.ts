import { type ClientOrderId, clientOrderId } from '@prate/execution-interface';
import { createClientOrderId } from '../client-order-id';
import type { ExecutionContext } from '../execution-context';

/** The caller's id of an intent, or a new one. */
export function ownId({ clock }: ExecutionContext, given?: string): ClientOrderId {
  return given === undefined ? createClientOrderId(clock.nowMs()) : clientOrderId(given);
}
