import { bareNumber } from '@prate/mexc-protocol';
import { orderIdIfAnySchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { venueId } from '../parameter-rules';

export interface ChaseLimitOrderParameters {
  readonly orderId: string;
}

/**
 * Moves a working limit order to one tick from the best price, once. What fails later is told by the stream alone (order.chase).
 * Never repeated. Source: reference 5.8 and 9.15. Permission: Order Placing.
 *
 * @returns the id of the order from now on, where the venue says it
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have been moved
 */
export async function chaseLimitOrder(
  send: SendRequest,
  parameters: ChaseLimitOrderParameters,
  options?: CallOptions,
): Promise<string | undefined> {
  checkParameters('chase-limit-order', parameters, { orderId: venueId });
  const body = { orderId: bareNumber(parameters.orderId) };
  return send({ endpoint: 'chase-limit-order', body, read: one(orderIdIfAnySchema) }, options);
}
