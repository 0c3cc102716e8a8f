import { bareNumber } from '@prate/mexc-protocol';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { positiveDecimal, symbol, venueId } from '../parameter-rules';

export interface ReversePositionParameters {
  readonly symbol: string;
  readonly positionId: string;
  /** Contracts, decimal text. */
  readonly vol: string;
}

/**
 * Closes a position and opens the opposite one. It ends with exposure, and carries no client order id: without an answer, read the
 * positions. Never repeated: a second call turns it round again. Source: reference 5.3. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have happened
 */
export async function reversePosition(send: SendRequest, parameters: ReversePositionParameters, options?: CallOptions): Promise<void> {
  checkParameters('reverse-position', parameters, { symbol, positionId: venueId, vol: positiveDecimal });
  const { positionId, vol } = parameters;
  const body = { symbol: parameters.symbol, positionId: bareNumber(positionId), vol: bareNumber(vol) };
  return send({ endpoint: 'reverse-position', body, read: nothing }, options);
}
