import { bareNumber } from '@prate/mexc-protocol';
import type { Issue } from '../../errors';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { type AttachedStops, attachedStopsBody, attachedStopsIssues, attachedStopsRules } from '../attached-stops';
import { checkParameters } from '../check-parameters';
import { yesOrNo } from '../order-rules';
import { optional, venueId } from '../parameter-rules';

/** At least one of the two prices. */
export interface ChangeStopOrderParameters extends AttachedStops {
  readonly stopPlanOrderId: string;
  /** Opens the other way after a take-profit: 1 yes, 2 no. */
  readonly takeProfitReverse?: number;
  /** Opens the other way after a stop-loss: 1 yes, 2 no. */
  readonly stopLossReverse?: number;
}

/**
 * Gives a waiting take-profit / stop-loss order other prices. What becomes of a price that is left out is not documented: say both.
 * Never repeated. Source: reference 5.11. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have been changed
 */
export async function changeStopOrder(send: SendRequest, parameters: ChangeStopOrderParameters, options?: CallOptions): Promise<void> {
  const rules = {
    stopPlanOrderId: venueId,
    ...attachedStopsRules,
    takeProfitReverse: optional(yesOrNo),
    stopLossReverse: optional(yesOrNo),
  };
  checkParameters('change-stop-order', parameters, rules, combinations);
  const body = {
    stopPlanOrderId: bareNumber(parameters.stopPlanOrderId),
    ...attachedStopsBody(parameters),
    takeProfitReverse: parameters.takeProfitReverse,
    stopLossReverse: parameters.stopLossReverse,
  };
  return send({ endpoint: 'change-stop-order', body, read: nothing }, options);
}

function combinations(parameters: ChangeStopOrderParameters): readonly Issue[] {
  const issues = attachedStopsIssues(parameters);
  if (parameters.stopLossPrice !== undefined || parameters.takeProfitPrice !== undefined) return issues;
  return [...issues, { parameter: 'stopLossPrice', found: 'nothing', expected: 'stopLossPrice, takeProfitPrice, or both' }];
}
