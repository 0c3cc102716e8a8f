import type { WireOrder } from '@prate/mexc-protocol';
import { orderSchema } from '@prate/mexc-protocol/schemas';
import { listOf as readList } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { orderCategory, orderState, side } from '../order-rules';
import { type Page, pageQuery, pageRules } from '../page';
import { listOf, optional, symbol, venueId } from '../parameter-rules';
import { type TimeRange, timeRangeIssues, timeRangeQuery, timeRangeRules } from '../time-range';

/** `pageSize`: 1 to 100. */
export interface ListHistoryOrdersParameters extends Page, TimeRange {
  /** All contracts when left out. */
  readonly symbol?: string;
  /** Of 1 to 5; all when left out. */
  readonly states?: readonly number[];
  /** 1 normal to 6 liquidation hedge. */
  readonly category?: number;
  /** 1 to 4. */
  readonly side?: number;
  readonly orderId?: string;
}

/**
 * One page of orders, finished ones too. Source: reference 5.9 and 10.8. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listHistoryOrders(
  send: SendRequest,
  parameters: ListHistoryOrdersParameters,
  options?: CallOptions,
): Promise<readonly WireOrder[]> {
  checkParameters(
    'list-history-orders',
    parameters,
    {
      symbol: optional(symbol),
      states: optional(listOf(orderState, 5)),
      category: optional(orderCategory),
      side: optional(side),
      orderId: optional(venueId),
      ...timeRangeRules,
      ...pageRules(100),
    },
    timeRangeIssues,
  );
  const query = {
    symbol: parameters.symbol,
    states: parameters.states?.join(','),
    category: parameters.category,
    side: parameters.side,
    orderId: parameters.orderId,
    ...timeRangeQuery(parameters),
    ...pageQuery(parameters),
  };
  return send({ endpoint: 'list-history-orders', query, read: readList(orderSchema) }, options);
}
