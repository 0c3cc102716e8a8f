import type { WireOrder } from '@prate/mexc-protocol';
import { orderSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type Page, pageQuery, pageRules } from '../page';
import { symbol } from '../parameter-rules';

/** `pageSize`: 1 to 100. */
export interface ListOpenOrdersLegacyParameters extends Page {
  readonly symbol: string;
}

/**
 * One page of working orders of a contract, by the older address that the documentation has no longer: use `listOpenOrders`.
 * Source: reference 5.9. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listOpenOrdersLegacy(
  send: SendRequest,
  parameters: ListOpenOrdersLegacyParameters,
  options?: CallOptions,
): Promise<readonly WireOrder[]> {
  checkParameters('list-open-orders-legacy', parameters, { symbol, ...pageRules(100) });
  const path = { symbol: parameters.symbol };
  return send({ endpoint: 'list-open-orders-legacy', path, query: pageQuery(parameters), read: listOf(orderSchema) }, options);
}
