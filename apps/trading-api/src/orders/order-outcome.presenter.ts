import type { CancelAllOrdersOutcome, CancelOrderOutcome, CreateOrderOutcome, Denial, Rejection } from '@prate/execution-interface';
import type { ProblemMembers } from '../problems/send-problem';

/** An outcome as an HTTP answer: a body of ours, or a problem. */
export type Answer =
  | { readonly status: 200 | 201 | 202; readonly location?: string; readonly body: Readonly<Record<string, unknown>> }
  | { readonly problem: ProblemMembers };

/** Outcome → status and body of commands, the one place: accepted 201, unknown 202, rejected 409, denied 422. */
export function presentCreateOrder(outcome: CreateOrderOutcome, { ordersPath, symbol }: { ordersPath: string; symbol: string }): Answer {
  const location = (id: string): string => orderPath(ordersPath, id, symbol);
  switch (outcome.status) {
    case 'accepted': {
      const { clientOrderId, order, size } = outcome;
      return { status: 201, location: location(order.orderId), body: { outcome: 'accepted', clientOrderId, order, size } };
    }
    case 'unknown': {
      const { clientOrderId, unknown } = outcome;
      return { status: 202, location: location(clientOrderId), body: { outcome: 'unknown', clientOrderId, unknown } };
    }
    case 'denied':
      return { problem: deniedProblem(outcome.denial, outcome.clientOrderId) };
    case 'rejected':
      return { problem: rejectedProblem(outcome.rejection, outcome.clientOrderId) };
  }
}

/** Cancelled and already final 200, unknown 202, not found 404, rejected 409, denied 422. */
export function presentCancelOrder(outcome: CancelOrderOutcome, { ordersPath, symbol }: { ordersPath: string; symbol: string }): Answer {
  const { orderId } = outcome;
  switch (outcome.status) {
    case 'cancelled':
    case 'alreadyFinal': {
      const word = outcome.status === 'cancelled' ? 'cancelled' : 'already-final';
      return { status: 200, body: { outcome: word, orderId, ...(outcome.order === undefined ? {} : { order: outcome.order }) } };
    }
    case 'unknown':
      return {
        status: 202,
        location: orderPath(ordersPath, orderId, symbol),
        body: { outcome: 'unknown', orderId, unknown: outcome.unknown },
      };
    case 'notFound':
      return {
        problem: {
          status: 404,
          title: 'There is no such order',
          detail: `order: found none with id ${JSON.stringify(orderId)} of ${symbol}, expected an order of this account`,
          code: 'order-unknown',
        },
      };
    case 'denied':
      return { problem: deniedProblem(outcome.denial, undefined) };
    case 'rejected':
      return { problem: rejectedProblem(outcome.rejection, undefined) };
  }
}

/** Done 200, unknown 202, rejected 409, denied 422. */
export function presentCancelAllOrders(outcome: CancelAllOrdersOutcome, { ordersPath }: { ordersPath: string }): Answer {
  switch (outcome.status) {
    case 'done': {
      const { count, cancelled, stillOpen, filledMeanwhile, unresolved } = outcome;
      return { status: 200, body: { outcome: 'done', count, cancelled, stillOpen, filledMeanwhile, unresolved } };
    }
    case 'unknown':
      return { status: 202, location: `${ordersPath}?state=open`, body: { outcome: 'unknown', unknown: outcome.unknown } };
    case 'denied':
      return { problem: deniedProblem(outcome.denial, undefined) };
    case 'rejected':
      return { problem: rejectedProblem(outcome.rejection, undefined) };
  }
}

function orderPath(ordersPath: string, id: string, symbol: string): string {
  return `${ordersPath}/${encodeURIComponent(id)}?symbol=${encodeURIComponent(symbol)}`;
}

function deniedProblem({ code, message, context }: Denial, clientOrderId: string | undefined): ProblemMembers {
  return {
    status: 422,
    title: 'Denied here, nothing was sent',
    detail: message,
    code,
    outcome: 'denied',
    context,
    ...(clientOrderId === undefined ? {} : { clientOrderId }),
  };
}

function rejectedProblem({ code, kind, message, retrySafe }: Rejection, clientOrderId: string | undefined): ProblemMembers {
  return {
    status: 409,
    title: 'Refused by the exchange, there is no such order',
    detail: message,
    code: `venue-${code}`,
    outcome: 'rejected',
    kind,
    retrySafe,
    ...(clientOrderId === undefined ? {} : { clientOrderId }),
  };
}
