import type { WireOrder } from '@prate/mexc-protocol';
import { orderSchema } from '@prate/mexc-protocol/schemas';
import { listOf as readList } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { listOf, venueId } from '../parameter-rules';

export interface ListOrdersByIdParameters {
  /** 1 to 50 venue ids, as text. */
  readonly orderIds: readonly string[];
}

/**
 * Several orders by their venue ids, working or finished. Those the venue does not know are missing from the answer.
 * Source: reference 5.9. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listOrdersById(
  send: SendRequest,
  parameters: ListOrdersByIdParameters,
  options?: CallOptions,
): Promise<readonly WireOrder[]> {
  checkParameters('list-orders-by-id', parameters, { orderIds: listOf(venueId, 50) });
  return send({ endpoint: 'list-orders-by-id', query: { order_ids: parameters.orderIds.join(',') }, read: readList(orderSchema) }, options);
}
