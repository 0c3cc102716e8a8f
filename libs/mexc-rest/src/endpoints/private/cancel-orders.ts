import { bareNumber, type WireCancelResult } from '@prate/mexc-protocol';
import { cancelResultSchema } from '@prate/mexc-protocol/schemas';
import { listOf as readList } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { listOf, venueId } from '../parameter-rules';

export interface CancelOrdersParameters {
  /** 1 to 50 venue ids, as text. */
  readonly orderIds: readonly string[];
}

/**
 * Cancels orders by their venue ids: one result each, 0 taken, 2040 unknown, 2041 already final. Never repeated.
 * Source: reference 5.8. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether orders may have been cancelled
 */
export async function cancelOrders(
  send: SendRequest,
  parameters: CancelOrdersParameters,
  options?: CallOptions,
): Promise<readonly WireCancelResult[]> {
  checkParameters('cancel-orders', parameters, { orderIds: listOf(venueId, 50) });
  return send({ endpoint: 'cancel-orders', body: parameters.orderIds.map(bareNumber), read: readList(cancelResultSchema) }, options);
}
