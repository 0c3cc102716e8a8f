import { bareNumber } from '@prate/mexc-protocol';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { oneOf, positiveDecimal, venueId } from '../parameter-rules';

export interface ChangeMarginParameters {
  readonly positionId: string;
  /** Settle coin, decimal text. */
  readonly amount: string;
  /** ADD to the position, or SUB from it. */
  readonly type: 'ADD' | 'SUB';
}

/**
 * Moves margin into or out of an isolated position. Taking out moves the liquidation price closer. Never repeated: a second call moves
 * the amount a second time. Source: reference 5.3. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have moved; code 2018 for more than can be taken out
 */
export async function changeMargin(send: SendRequest, parameters: ChangeMarginParameters, options?: CallOptions): Promise<void> {
  checkParameters('change-margin', parameters, { positionId: venueId, amount: positiveDecimal, type: oneOf('ADD', 'SUB') });
  const { positionId, amount, type } = parameters;
  return send(
    { endpoint: 'change-margin', body: { positionId: bareNumber(positionId), amount: bareNumber(amount), type }, read: nothing },
    options,
  );
}
