import type { WireDeal } from '@prate/mexc-protocol';
import { dealSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type Page, pageQuery, pageRules } from '../page';
import { symbol } from '../parameter-rules';
import { type TimeRange, timeRangeIssues, timeRangeQuery, timeRangeRules } from '../time-range';

/** `pageSize`: 1 to 1000. */
export interface ListOrderDealsParameters extends Page, TimeRange {
  readonly symbol: string;
}

/**
 * One page of our fills in a contract. Source: reference 5.9. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listOrderDeals(
  send: SendRequest,
  parameters: ListOrderDealsParameters,
  options?: CallOptions,
): Promise<readonly WireDeal[]> {
  checkParameters('list-order-deals', parameters, { symbol, ...timeRangeRules, ...pageRules(1000) }, timeRangeIssues);
  const query = { symbol: parameters.symbol, ...timeRangeQuery(parameters), ...pageQuery(parameters) };
  return send({ endpoint: 'list-order-deals', query, read: listOf(dealSchema) }, options);
}
