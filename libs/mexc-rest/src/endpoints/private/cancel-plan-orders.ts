import { bareNumber } from '@prate/mexc-protocol';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { listOf, objectOf, symbol, venueId } from '../parameter-rules';

export interface CancelPlanOrdersParameters {
  /** 1 to 50 ids of plan orders, each with its contract. */
  readonly orders: readonly { readonly symbol: string; readonly orderId: string }[];
}

/**
 * Cancels plan orders. The venue does not say which: read them. In April 2026 its pages still called this under maintenance;
 * `cancelAllPlanOrders` is the way round. Never repeated. Source: reference 5.10 and 10.13. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether some may have been cancelled
 */
export async function cancelPlanOrders(send: SendRequest, parameters: CancelPlanOrdersParameters, options?: CallOptions): Promise<void> {
  checkParameters('cancel-plan-orders', parameters, { orders: listOf(objectOf({ symbol, orderId: venueId }), 50) });
  const body = parameters.orders.map((order) => ({ symbol: order.symbol, orderId: bareNumber(order.orderId) }));
  return send({ endpoint: 'cancel-plan-orders', body, read: nothing }, options);
}
