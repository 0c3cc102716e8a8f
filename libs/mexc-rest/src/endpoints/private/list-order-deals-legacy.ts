import type { WireDeal } from '@prate/mexc-protocol';
import { dealSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type Page, pageQuery, pageRules } from '../page';
import { symbol } from '../parameter-rules';
import { type TimeRange, timeRangeIssues, timeRangeQuery, timeRangeRules } from '../time-range';

/** `pageSize`: 1 to 100. */
export interface ListOrderDealsLegacyParameters extends Page, TimeRange {
  readonly symbol: string;
}

/**
 * One page of our fills in a contract, by the older address with its smaller pages: use `listOrderDeals`. Source: reference 5.9.
 * Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listOrderDealsLegacy(
  send: SendRequest,
  parameters: ListOrderDealsLegacyParameters,
  options?: CallOptions,
): Promise<readonly WireDeal[]> {
  checkParameters('list-order-deals-legacy', parameters, { symbol, ...timeRangeRules, ...pageRules(100) }, timeRangeIssues);
  const query = { symbol: parameters.symbol, ...timeRangeQuery(parameters), ...pageQuery(parameters) };
  return send({ endpoint: 'list-order-deals-legacy', query, read: listOf(dealSchema) }, options);
}
