import type { WireStopOrder } from '@prate/mexc-protocol';
import { stopOrderSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { positionType, stopState, zeroOrOne } from '../order-rules';
import { type Page, pageQuery, pageRules } from '../page';
import { optional, symbol } from '../parameter-rules';
import { type TimeRange, timeRangeIssues, timeRangeQuery, timeRangeRules } from '../time-range';

/** `pageSize`: 1 to 100. */
export interface ListStopOrdersParameters extends Page, TimeRange {
  /** All contracts when left out. */
  readonly symbol?: string;
  /** 0 those that wait, 1 those that are done; both when left out. */
  readonly isFinished?: number;
  /** 1 untriggered, 2 cancelled, 3 executed, 4 invalid, 5 failed. */
  readonly state?: number;
  /** Of the position: 1 long, 2 short. */
  readonly positionType?: number;
}

/**
 * One page of take-profit / stop-loss orders. Source: reference 5.11. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listStopOrders(
  send: SendRequest,
  parameters: ListStopOrdersParameters,
  options?: CallOptions,
): Promise<readonly WireStopOrder[]> {
  const rules = {
    symbol: optional(symbol),
    isFinished: optional(zeroOrOne),
    state: optional(stopState),
    positionType: optional(positionType),
    ...timeRangeRules,
    ...pageRules(100),
  };
  checkParameters('list-stop-orders', parameters, rules, timeRangeIssues);
  const query = {
    symbol: parameters.symbol,
    is_finished: parameters.isFinished,
    state: parameters.state,
    type: parameters.positionType,
    ...timeRangeQuery(parameters),
    ...pageQuery(parameters),
  };
  return send({ endpoint: 'list-stop-orders', query, read: listOf(stopOrderSchema) }, options);
}
