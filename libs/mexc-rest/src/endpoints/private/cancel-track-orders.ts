import type { Issue } from '../../errors';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import { optional, symbol, venueId } from '../parameter-rules';

/** At least one of the two: what the venue would do with neither is not documented. */
export interface CancelTrackOrdersParameters {
  /** All of this contract, unless `trackOrderId` names one. */
  readonly symbol?: string;
  readonly trackOrderId?: string;
}

/**
 * Cancels one trailing order, or those of a contract. The venue does not say which: read them. Never repeated.
 * Source: reference 5.12. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether some may have been cancelled
 */
export async function cancelTrackOrders(send: SendRequest, parameters: CancelTrackOrdersParameters, options?: CallOptions): Promise<void> {
  checkParameters('cancel-track-orders', parameters, { symbol: optional(symbol), trackOrderId: optional(venueId) }, something);
  const body = { symbol: parameters.symbol, trackOrderId: bareIfGiven(parameters.trackOrderId) };
  return send({ endpoint: 'cancel-track-orders', body, read: nothing }, options);
}

function something({ symbol: contract, trackOrderId }: CancelTrackOrdersParameters): readonly Issue[] {
  if (contract !== undefined || trackOrderId !== undefined) return [];
  return [{ parameter: 'trackOrderId', found: 'nothing', expected: 'trackOrderId, symbol, or both' }];
}
