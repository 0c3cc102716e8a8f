import type { WireOrder } from '@prate/mexc-protocol';
import { orderSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { externalOid, symbol } from '../parameter-rules';

export interface GetOrderByExternalOidParameters {
  readonly symbol: string;
  /** Client order id. */
  readonly externalOid: string;
}

/**
 * One order, working or finished, by the id we gave it: the question to ask after a create without answer.
 * Source: reference 5.9 and 9.14. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError} code 2040 when the venue knows no such order; right after a create that may still change
 * @throws {TransportError | UnreadableResponseError}
 */
export async function getOrderByExternalOid(
  send: SendRequest,
  parameters: GetOrderByExternalOidParameters,
  options?: CallOptions,
): Promise<WireOrder> {
  checkParameters('get-order-by-external-oid', parameters, { symbol, externalOid });
  const path = { symbol: parameters.symbol, externalOid: parameters.externalOid };
  return send({ endpoint: 'get-order-by-external-oid', path, read: one(orderSchema) }, options);
}
