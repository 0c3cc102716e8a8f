import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';

export interface CancelAllOrdersParameters {
  /** All contracts when left out. */
  readonly symbol?: string;
}

/**
 * Cancels all working orders of a contract, or of the account. The venue says neither which nor how many. Never repeated.
 * Source: reference 5.8 and 10.12. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether orders may have been cancelled
 */
export async function cancelAllOrders(send: SendRequest, parameters: CancelAllOrdersParameters = {}, options?: CallOptions): Promise<void> {
  checkParameters('cancel-all-orders', parameters, { symbol: optional(symbol) });
  return send({ endpoint: 'cancel-all-orders', body: { symbol: parameters.symbol ?? '' }, read: nothing }, options);
}
