import { bareNumber } from '@prate/mexc-protocol';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { yesOrNo } from '../order-rules';
import { optional, venueId } from '../parameter-rules';
import { type ReplacedStops, replacedStopsBody, replacedStopsIssues, replacedStopsRules } from '../replaced-stops';

export interface ChangeStopOfOrderParameters extends ReplacedStops {
  /** The limit order they travel with. */
  readonly orderId: string;
  /** Opens the other way after a take-profit: 1 yes, 2 no. */
  readonly takeProfitReverse?: number;
  /** Opens the other way after a stop-loss: 1 yes, 2 no. */
  readonly stopLossReverse?: number;
}

/**
 * Replaces the take-profit and the stop-loss that travel with a working limit order; both `null` takes them away. With one of them `null`
 * the venue's pages do not say what becomes of it: read the order. Never repeated. Source: reference 5.11. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether they may have been changed
 */
export async function changeStopOfOrder(send: SendRequest, parameters: ChangeStopOfOrderParameters, options?: CallOptions): Promise<void> {
  const rules = { orderId: venueId, ...replacedStopsRules, takeProfitReverse: optional(yesOrNo), stopLossReverse: optional(yesOrNo) };
  checkParameters('change-stop-of-order', parameters, rules, replacedStopsIssues);
  const body = {
    orderId: bareNumber(parameters.orderId),
    ...replacedStopsBody(parameters),
    takeProfitReverse: parameters.takeProfitReverse,
    stopLossReverse: parameters.stopLossReverse,
  };
  return send({ endpoint: 'change-stop-of-order', body, read: nothing }, options);
}
