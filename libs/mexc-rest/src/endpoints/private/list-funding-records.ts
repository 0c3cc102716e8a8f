import type { WireFundingRecord } from '@prate/mexc-protocol';
import { fundingRecordSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { positionType } from '../order-rules';
import { type Page, pageQuery, pageRules } from '../page';
import { optional, symbol, venueId } from '../parameter-rules';
import { type TimeRange, timeRangeIssues, timeRangeQuery, timeRangeRules } from '../time-range';

/** `pageSize` is 1 to 100. The documentation calls side and times required; older clients omit them, so they are optional here. */
export interface ListFundingRecordsParameters extends Page, TimeRange {
  /** All contracts when left out. */
  readonly symbol?: string;
  readonly positionId?: string;
  /** 1 long, 2 short. */
  readonly positionType?: number;
}

const rules = {
  symbol: optional(symbol),
  positionId: optional(venueId),
  positionType: optional(positionType),
  ...timeRangeRules,
  ...pageRules(100),
};

/**
 * One page of funding of own positions; received is positive. Source: reference 5.3 and 10.7. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listFundingRecords(
  send: SendRequest,
  parameters: ListFundingRecordsParameters,
  options?: CallOptions,
): Promise<readonly WireFundingRecord[]> {
  checkParameters('list-funding-records', parameters, rules, timeRangeIssues);
  const { symbol, positionId, positionType } = parameters;
  const query = {
    symbol,
    position_id: positionId,
    position_type: positionType,
    ...timeRangeQuery(parameters),
    ...pageQuery(parameters),
  };
  return send({ endpoint: 'list-funding-records', query, read: listOf(fundingRecordSchema) }, options);
}
