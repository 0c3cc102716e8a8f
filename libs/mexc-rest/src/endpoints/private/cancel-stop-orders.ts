import { bareNumber } from '@prate/mexc-protocol';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { listOf, venueId } from '../parameter-rules';

export interface CancelStopOrdersParameters {
  /** 1 to 50 ids of take-profit / stop-loss orders, as text. */
  readonly stopPlanOrderIds: readonly string[];
}

/**
 * Cancels take-profit / stop-loss orders. The venue does not say which: read them. In April 2026 its pages still called this under
 * maintenance; `cancelAllStopOrders` is the way round. Never repeated. Source: reference 5.11, 10.13 and 10.14. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether some may have been cancelled
 */
export async function cancelStopOrders(send: SendRequest, parameters: CancelStopOrdersParameters, options?: CallOptions): Promise<void> {
  checkParameters('cancel-stop-orders', parameters, { stopPlanOrderIds: listOf(venueId, 50) });
  const body = parameters.stopPlanOrderIds.map((id) => ({ stopPlanOrderId: bareNumber(id) }));
  return send({ endpoint: 'cancel-stop-orders', body, read: nothing }, options);
}
