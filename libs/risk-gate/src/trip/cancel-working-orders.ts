import type { CancelOrderOutcome, ChangeOutcome, ConditionalOrderId, ExecutionInterface, Order } from '@prate/execution-interface';
import { messageOf } from '../message-of';
import type { NotCancelled, TripReport } from './trip-report';

/** `opening`: what adds exposure; protective and reduce-only orders stay. */
export type CancelChoice = 'opening' | 'all' | 'none';

/** At once; the windows of the venue pace them further. */
const SIDE_BY_SIDE = 4;

type ConditionalMethod = 'getPlanOrders' | 'getTrailingOrders' | 'getStopOrders' | 'cancelConditionalOrder';
type Cancelled = Pick<TripReport, 'cancelled' | 'kept' | 'notCancelled'>;
/** An opening of ours, by the venue's id or, where that is not known, by its client id. */
export interface KnownOpening {
  readonly symbol: string;
  readonly id: string;
}

/**
 * Cancels working orders one by one and says what became of each. Those that are `known` are cancelled whether they are listed or not: a list
 * may be late, and where there is none, that others may work is said.
 */
export async function cancelWorkingOrders(
  over: Pick<ExecutionInterface, 'getOpenOrders' | 'cancelOrder' | ConditionalMethod>,
  { choice, known }: { readonly choice: CancelChoice; readonly known: readonly KnownOpening[] },
): Promise<Cancelled> {
  if (choice === 'none') return { cancelled: [], kept: [], notCancelled: [] };
  const notCancelled: NotCancelled[] = [];
  let listed: readonly Order[] | undefined;
  try {
    listed = await over.getOpenOrders();
  } catch (error) {
    notCancelled.push({ symbol: 'all', problem: `working orders could not be listed: ${messageOf(error)}` });
  }
  const isTarget = ({ effect }: Pick<Order, 'effect'>) => choice === 'all' || effect === 'open';
  const cancelled: Array<{ readonly symbol: string; readonly orderId: string }> = [];
  const isListed = ({ id }: KnownOpening) => listed?.some(({ orderId, clientOrderId }) => orderId === id || clientOrderId === id) === true;
  const waiting = [
    ...(listed ?? []).filter(isTarget).map(({ symbol, orderId }) => ({ symbol, orderId: String(orderId), isListed: true })),
    ...known.filter((opening) => !isListed(opening)).map(({ symbol, id }) => ({ symbol, orderId: id, isListed: false })),
  ];
  const worker = async () => {
    for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
      const { symbol, orderId } = order;
      const { problem, isGone } = await cancelOne(over, symbol, orderId);
      if (problem !== undefined) notCancelled.push({ symbol, orderId, problem });
      // What is in no list and was not cancelled just now is over, or was never seen: nothing was done.
      else if (order.isListed || isGone) cancelled.push({ symbol, orderId });
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  const conditional = await cancelConditionalOrders(over, choice);
  cancelled.push(...conditional.cancelled);
  notCancelled.push(...conditional.notCancelled);
  return { cancelled, kept: (listed ?? []).filter((order) => !isTarget(order)), notCancelled };
}

async function cancelOne(
  over: Pick<ExecutionInterface, 'cancelOrder'>,
  symbol: string,
  orderId: string,
): Promise<{ readonly problem?: string; readonly isGone?: boolean }> {
  let outcome: CancelOrderOutcome;
  try {
    outcome = await over.cancelOrder(symbol, orderId);
  } catch (error) {
    return { problem: messageOf(error) };
  }
  switch (outcome.status) {
    case 'cancelled':
      return { isGone: true };
    case 'alreadyFinal':
    case 'notFound':
      return {};
    case 'unknown':
      return { problem: `unknown: ${outcome.unknown.message}` };
    case 'rejected':
      return { problem: `rejected: ${outcome.rejection.code} ${outcome.rejection.message}` };
    case 'denied':
      return { problem: `denied: ${outcome.denial.message}` };
  }
}

/** What waits and would open is cancelled; what protects only if all is. */
async function cancelConditionalOrders(
  over: Pick<ExecutionInterface, ConditionalMethod>,
  choice: CancelChoice,
): Promise<Pick<Cancelled, 'cancelled' | 'notCancelled'>> {
  const cancelled: Array<{ readonly symbol: string; readonly orderId: string }> = [];
  const notCancelled: NotCancelled[] = [];
  const isWaiting = { isWaiting: true } as const;
  const lists: ReadonlyArray<readonly [string, () => Promise<ReadonlyArray<ConditionalOrderId & { readonly effect?: string }>>]> = [
    ['plan', () => over.getPlanOrders(isWaiting)],
    ['trailing', () => over.getTrailingOrders(isWaiting)],
    ...(choice === 'all' ? [['stop', () => over.getStopOrders(isWaiting)] as const] : []),
  ];
  for (const [kind, list] of lists) {
    try {
      for (const row of await list()) {
        if (choice !== 'all' && row.effect !== 'open') continue;
        const { symbol, id } = row;
        const problem = await cancelWaiting(over, { kind: row.kind, symbol, id });
        if (problem === undefined) cancelled.push({ symbol, orderId: id });
        else notCancelled.push({ symbol, orderId: id, problem });
      }
    } catch (error) {
      notCancelled.push({ symbol: 'all', problem: `${kind} orders could not be listed: ${messageOf(error)}` });
    }
  }
  return { cancelled, notCancelled };
}

async function cancelWaiting(
  over: Pick<ExecutionInterface, 'cancelConditionalOrder'>,
  order: ConditionalOrderId,
): Promise<string | undefined> {
  let outcome: ChangeOutcome;
  try {
    outcome = await over.cancelConditionalOrder(order);
  } catch (error) {
    return messageOf(error);
  }
  return outcome.status === 'accepted'
    ? undefined
    : outcome.status === 'denied'
      ? `denied: ${outcome.denial.message}`
      : outcome.status === 'rejected'
        ? `rejected: ${outcome.rejection.code} ${outcome.rejection.message}`
        : `unknown: ${outcome.unknown.message}`;
}
