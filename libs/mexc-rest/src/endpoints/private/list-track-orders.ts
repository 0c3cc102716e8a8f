import type { WireTrackOrder } from '@prate/mexc-protocol';
import { trackOrderSchema } from '@prate/mexc-protocol/schemas';
import { listOf as readList } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { side, trackState } from '../order-rules';
import { optionalPageRules, type Page } from '../page';
import { listOf, optional, symbol } from '../parameter-rules';
import { type TimeRange, timeRangeIssues, timeRangeQuery, timeRangeRules } from '../time-range';

/** `pageSize`: 1 to 100. */
export interface ListTrackOrdersParameters extends Partial<Page>, TimeRange {
  /** All contracts when left out. */
  readonly symbol?: string;
  /** 0 inactive, 1 active, 2 executed, 3 failed, 4 cancelled; at least one. */
  readonly states: readonly number[];
  /** 1 to 4. */
  readonly side?: number;
}

/**
 * One page of trailing orders. Source: reference 5.12. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listTrackOrders(
  send: SendRequest,
  parameters: ListTrackOrdersParameters,
  options?: CallOptions,
): Promise<readonly WireTrackOrder[]> {
  const rules = {
    symbol: optional(symbol),
    states: listOf(trackState, 5),
    side: optional(side),
    ...timeRangeRules,
    ...optionalPageRules(100),
  };
  checkParameters('list-track-orders', parameters, rules, timeRangeIssues);
  // The one list whose page goes by other names.
  const query = {
    symbol: parameters.symbol,
    states: parameters.states.join(','),
    side: parameters.side,
    ...timeRangeQuery(parameters),
    pageIndex: parameters.pageNum,
    pageSize: parameters.pageSize,
  };
  return send({ endpoint: 'list-track-orders', query, read: readList(trackOrderSchema) }, options);
}
