import type { WireCancelResult } from '@prate/mexc-protocol';
import { cancelResultSchema } from '@prate/mexc-protocol/schemas';
import { listOf as readList } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { externalOid, listOf, objectOf, symbol } from '../parameter-rules';

export interface CancelByExternalOidParameters {
  /** 1 to 50 client order ids, each with its contract. */
  readonly orders: readonly { readonly symbol: string; readonly externalOid: string }[];
}

/**
 * Cancels orders by their client order ids, also where the venue id never came back. One result each, as of `cancelOrders`. Never repeated.
 * Source: reference 5.8. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether orders may have been cancelled
 */
export async function cancelByExternalOid(
  send: SendRequest,
  parameters: CancelByExternalOidParameters,
  options?: CallOptions,
): Promise<readonly WireCancelResult[]> {
  checkParameters('cancel-by-external-oid', parameters, { orders: listOf(objectOf({ symbol, externalOid }), 50) });
  const body = parameters.orders.map((order) => ({ symbol: order.symbol, externalOid: order.externalOid }));
  return send({ endpoint: 'cancel-by-external-oid', body, read: readList(cancelResultSchema) }, options);
}
