import type { WireOrder } from '@prate/mexc-protocol';
import { orderSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optionalPageRules, type Page, pageQuery } from '../page';
import { symbol } from '../parameter-rules';
import { type TimeRange, timeRangeIssues, timeRangeQuery, timeRangeRules } from '../time-range';

/** `pageSize`: 1 to 1000. */
export interface ListCloseOrdersParameters extends Partial<Page>, TimeRange {
  readonly symbol: string;
}

/**
 * One page of finished orders of a contract. Source: reference 5.9. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listCloseOrders(
  send: SendRequest,
  parameters: ListCloseOrdersParameters,
  options?: CallOptions,
): Promise<readonly WireOrder[]> {
  checkParameters('list-close-orders', parameters, { symbol, ...timeRangeRules, ...optionalPageRules(1000) }, timeRangeIssues);
  const query = { symbol: parameters.symbol, ...timeRangeQuery(parameters), ...pageQuery(parameters) };
  return send({ endpoint: 'list-close-orders', query, read: listOf(orderSchema) }, options);
}
