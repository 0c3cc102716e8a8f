import type { WireCancelResult } from '@prate/mexc-protocol';
import { cancelResultSchema } from '@prate/mexc-protocol/schemas';
import { oneOrListOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { externalOid, listOf, objectOf, symbol } from '../parameter-rules';
import type { CancelByExternalOidParameters } from './cancel-by-external-oid';

/**
 * The same as `cancelByExternalOid` by the venue's other address, with a window of its own: of use where that one is full.
 * Never repeated. Source: reference 5.8 and 10.11. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether orders may have been cancelled
 */
export async function cancelWithExternal(
  send: SendRequest,
  parameters: CancelByExternalOidParameters,
  options?: CallOptions,
): Promise<readonly WireCancelResult[]> {
  checkParameters('cancel-with-external', parameters, { orders: listOf(objectOf({ symbol, externalOid }), 50) });
  const body = parameters.orders.map((order) => ({ symbol: order.symbol, externalOid: order.externalOid }));
  return send({ endpoint: 'cancel-with-external', body, read: oneOrListOf(cancelResultSchema) }, options);
}
