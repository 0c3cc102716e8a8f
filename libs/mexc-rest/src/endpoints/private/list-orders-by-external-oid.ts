import type { WireOrder } from '@prate/mexc-protocol';
import { orderSchema } from '@prate/mexc-protocol/schemas';
import { listOf as readList } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { externalOid, listOf, objectOf, symbol } from '../parameter-rules';

export interface ListOrdersByExternalOidParameters {
  /** 1 to 50 client order ids, each with its contract. */
  readonly orders: readonly { readonly symbol: string; readonly externalOid: string }[];
}

/**
 * Several orders by their client order ids, working or finished. A question, although it is asked by POST.
 * Source: reference 5.9. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listOrdersByExternalOid(
  send: SendRequest,
  parameters: ListOrdersByExternalOidParameters,
  options?: CallOptions,
): Promise<readonly WireOrder[]> {
  checkParameters('list-orders-by-external-oid', parameters, { orders: listOf(objectOf({ symbol, externalOid }), 50) });
  const body = parameters.orders.map((order) => ({ symbol: order.symbol, externalOid: order.externalOid }));
  return send({ endpoint: 'list-orders-by-external-oid', body, read: readList(orderSchema) }, options);
}
