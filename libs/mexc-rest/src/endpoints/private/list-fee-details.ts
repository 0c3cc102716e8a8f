import type { WireFeeDetail } from '@prate/mexc-protocol';
import { feeDetailSchema } from '@prate/mexc-protocol/schemas';
import { listOf as readList } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optionalPageRules, type Page, pageQuery } from '../page';
import { listOf, optional, symbol, venueId } from '../parameter-rules';
import { type TimeRange, timeRangeIssues, timeRangeQuery, timeRangeRules } from '../time-range';

/** `pageSize`: 1 to 100. */
export interface ListFeeDetailsParameters extends Partial<Page>, TimeRange {
  readonly symbol: string;
  /** Up to 20 ids of fills (not of orders), as text. */
  readonly ids?: readonly string[];
}

/**
 * What the fees of fills were paid with. Source: reference 5.9. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listFeeDetails(
  send: SendRequest,
  parameters: ListFeeDetailsParameters,
  options?: CallOptions,
): Promise<readonly WireFeeDetail[]> {
  const rules = { symbol, ids: optional(listOf(venueId, 20)), ...timeRangeRules, ...optionalPageRules(100) };
  checkParameters('list-fee-details', parameters, rules, timeRangeIssues);
  const query = {
    symbol: parameters.symbol,
    ids: parameters.ids?.join(','),
    ...timeRangeQuery(parameters),
    ...pageQuery(parameters),
  };
  return send({ endpoint: 'list-fee-details', query, read: readList(feeDetailSchema) }, options);
}
