import type { WireDeal } from '@prate/mexc-protocol';
import { dealSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { venueId } from '../parameter-rules';

export interface ListDealsOfOrderParameters {
  readonly orderId: string;
}

/**
 * The fills of one order. Source: reference 5.9. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listDealsOfOrder(
  send: SendRequest,
  parameters: ListDealsOfOrderParameters,
  options?: CallOptions,
): Promise<readonly WireDeal[]> {
  checkParameters('list-deals-of-order', parameters, { orderId: venueId });
  return send({ endpoint: 'list-deals-of-order', path: { orderId: parameters.orderId }, read: listOf(dealSchema) }, options);
}
