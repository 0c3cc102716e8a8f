import { bareNumber } from '@prate/mexc-protocol';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { symbol, venueId } from '../parameter-rules';
import { type ReplacedStops, replacedStopsBody, replacedStopsIssues, replacedStopsRules } from '../replaced-stops';

export interface ChangePlanOrderStopParameters extends ReplacedStops {
  readonly symbol: string;
  readonly orderId: string;
}

/**
 * Replaces the take-profit and the stop-loss that travel with a plan order. The venue takes a price that is not said for one to remove, so
 * both must be said here, `null` for none. Never repeated. Source: reference 5.10. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether they may have been changed
 */
export async function changePlanOrderStop(
  send: SendRequest,
  parameters: ChangePlanOrderStopParameters,
  options?: CallOptions,
): Promise<void> {
  checkParameters('change-plan-order-stop', parameters, { symbol, orderId: venueId, ...replacedStopsRules }, replacedStopsIssues);
  const body = { symbol: parameters.symbol, orderId: bareNumber(parameters.orderId), ...replacedStopsBody(parameters) };
  return send({ endpoint: 'change-plan-order-stop', body, read: nothing }, options);
}
