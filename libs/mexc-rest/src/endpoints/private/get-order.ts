import type { WireOrder } from '@prate/mexc-protocol';
import { orderSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { venueId } from '../parameter-rules';

export interface GetOrderParameters {
  /** The venue's id, as text. */
  readonly orderId: string;
}

/**
 * One order, working or finished. Source: reference 5.9. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError} code 2040 when the venue knows no such order; right after a create that may still change
 * @throws {TransportError | UnreadableResponseError}
 */
export async function getOrder(send: SendRequest, parameters: GetOrderParameters, options?: CallOptions): Promise<WireOrder> {
  checkParameters('get-order', parameters, { orderId: venueId });
  return send({ endpoint: 'get-order', path: { orderId: parameters.orderId }, read: one(orderSchema) }, options);
}
