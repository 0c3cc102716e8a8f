import { bareNumber } from '@prate/mexc-protocol';
import { orderIdSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { positiveDecimal, venueId } from '../parameter-rules';

export interface ChangeLimitOrderParameters {
  readonly orderId: string;
  /** Decimal text; sent also when only `vol` changes. */
  readonly price: string;
  /** Contracts, decimal text; sent also when only `price` changes. */
  readonly vol: string;
}

/**
 * Gives a working limit order another price and size; it loses its place in the queue. The id that comes back may be a new one: watch both.
 * Never repeated. Source: reference 5.8 and 9.15. Permission: Order Placing.
 *
 * @returns the id of the order from now on
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have been changed
 */
export async function changeLimitOrder(send: SendRequest, parameters: ChangeLimitOrderParameters, options?: CallOptions): Promise<string> {
  checkParameters('change-limit-order', parameters, { orderId: venueId, price: positiveDecimal, vol: positiveDecimal });
  const body = { orderId: bareNumber(parameters.orderId), price: bareNumber(parameters.price), vol: bareNumber(parameters.vol) };
  return send({ endpoint: 'change-limit-order', body, read: one(orderIdSchema) }, options);
}
