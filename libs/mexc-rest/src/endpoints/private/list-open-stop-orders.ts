import type { WireStopOrder } from '@prate/mexc-protocol';
import { stopOrderSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';

export interface ListOpenStopOrdersParameters {
  /** All contracts when left out. */
  readonly symbol?: string;
}

/**
 * Take-profit / stop-loss orders that wait. The venue's own sample shows a finished one: look at `state` and `isFinished`.
 * Source: reference 5.11. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listOpenStopOrders(
  send: SendRequest,
  parameters: ListOpenStopOrdersParameters = {},
  options?: CallOptions,
): Promise<readonly WireStopOrder[]> {
  checkParameters('list-open-stop-orders', parameters, { symbol: optional(symbol) });
  return send({ endpoint: 'list-open-stop-orders', query: { symbol: parameters.symbol }, read: listOf(stopOrderSchema) }, options);
}
