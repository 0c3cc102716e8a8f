import type { WireStopOrderDetail } from '@prate/mexc-protocol';
import { stopOrderDetailSchema } from '@prate/mexc-protocol/schemas';
import { oneOrListOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { venueId } from '../parameter-rules';

export interface ListStopOrderDetailsParameters {
  readonly stopOrderId: string;
}

/**
 * How a take-profit / stop-loss order was carried out. Documented in April 2025 and no longer; its `state` counts otherwise than that of
 * the order: `stopDetailStateCodes`. Source: reference 5.11. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listStopOrderDetails(
  send: SendRequest,
  parameters: ListStopOrderDetailsParameters,
  options?: CallOptions,
): Promise<readonly WireStopOrderDetail[]> {
  checkParameters('list-stop-order-details', parameters, { stopOrderId: venueId });
  const path = { stopOrderId: parameters.stopOrderId };
  return send({ endpoint: 'list-stop-order-details', path, read: oneOrListOf(stopOrderDetailSchema) }, options);
}
