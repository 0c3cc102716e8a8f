import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { positionMode } from '../order-rules';

export interface ChangePositionModeParameters {
  /** 1 hedge, 2 one-way. */
  readonly positionMode: number;
}

/**
 * Sets the position mode of the whole account. The venue refuses while any order, plan order or position exists; from hedge to one-way
 * it also sets the risk level back to 1. Never repeated. Source: reference 5.6. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have been set
 */
export async function changePositionMode(
  send: SendRequest,
  parameters: ChangePositionModeParameters,
  options?: CallOptions,
): Promise<void> {
  checkParameters('change-position-mode', parameters, { positionMode });
  return send({ endpoint: 'change-position-mode', body: { positionMode: parameters.positionMode }, read: nothing }, options);
}
