import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';

export interface CancelAllPlanOrdersParameters {
  /** All contracts when left out. */
  readonly symbol?: string;
}

/**
 * Cancels all waiting plan orders of a contract, or of the account. The venue says neither which nor how many. Never repeated.
 * Source: reference 5.10. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether some may have been cancelled
 */
export async function cancelAllPlanOrders(
  send: SendRequest,
  parameters: CancelAllPlanOrdersParameters = {},
  options?: CallOptions,
): Promise<void> {
  checkParameters('cancel-all-plan-orders', parameters, { symbol: optional(symbol) });
  return send({ endpoint: 'cancel-all-plan-orders', body: { symbol: parameters.symbol }, read: nothing }, options);
}
