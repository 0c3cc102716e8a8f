import type { WireOpenOrderCounts } from '@prate/mexc-protocol';
import { openOrderCountsSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * How many orders work, by kind. A question, although it is asked by POST. Source: reference 5.9 and 10.10. Permission: View Order Details.
 *
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getOpenOrderCounts(send: SendRequest, options?: CallOptions): Promise<WireOpenOrderCounts> {
  return send({ endpoint: 'get-open-order-counts', body: {}, read: one(openOrderCountsSchema) }, options);
}
