import type { WirePlanOrder } from '@prate/mexc-protocol';
import { planOrderSchema } from '@prate/mexc-protocol/schemas';
import { listOf as readList } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { planState, side } from '../order-rules';
import { type Page, pageQuery, pageRules } from '../page';
import { listOf, optional, symbol } from '../parameter-rules';
import { timeMs, type TimeRange, timeRangeIssues, timeRangeQuery } from '../time-range';

/** `pageSize`: 1 to 100. The venue's page wants both times here. */
export interface ListPlanOrdersParameters extends Page, Required<TimeRange> {
  /** All contracts when left out. */
  readonly symbol?: string;
  /** 1 untriggered, 2 cancelled, 3 executed, 4 invalid, 5 failed; all when left out. */
  readonly states?: readonly number[];
  /** 1 to 4. */
  readonly side?: number;
}

/**
 * One page of plan orders. Source: reference 5.10. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listPlanOrders(
  send: SendRequest,
  parameters: ListPlanOrdersParameters,
  options?: CallOptions,
): Promise<readonly WirePlanOrder[]> {
  const rules = {
    symbol: optional(symbol),
    states: optional(listOf(planState, 5)),
    side: optional(side),
    startTimeMs: timeMs,
    endTimeMs: timeMs,
    ...pageRules(100),
  };
  checkParameters('list-plan-orders', parameters, rules, timeRangeIssues);
  const query = {
    symbol: parameters.symbol,
    states: parameters.states?.join(','),
    side: parameters.side,
    ...timeRangeQuery(parameters),
    ...pageQuery(parameters),
  };
  return send({ endpoint: 'list-plan-orders', query, read: readList(planOrderSchema) }, options);
}
