import { bareNumber } from '@prate/mexc-protocol';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { boolean, venueId } from '../parameter-rules';

export interface ChangeAutoAddMarginParameters {
  readonly positionId: string;
  readonly isEnabled: boolean;
}

/**
 * Lets the venue add margin to a position by itself, or stops that. With it on, more than the position's margin is at stake. Never repeated. Source: reference 5.3. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have been set
 */
export async function changeAutoAddMargin(
  send: SendRequest,
  parameters: ChangeAutoAddMarginParameters,
  options?: CallOptions,
): Promise<void> {
  checkParameters('change-auto-add-margin', parameters, { positionId: venueId, isEnabled: boolean });
  const body = { positionId: bareNumber(parameters.positionId), isEnabled: parameters.isEnabled };
  return send({ endpoint: 'change-auto-add-margin', body, read: nothing }, options);
}
