import type { Issue } from '../../errors';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import { optional, symbol, venueId } from '../parameter-rules';

/** One of the two, or neither for the whole account. */
export interface CancelAllStopOrdersParameters {
  /** All of one position. */
  readonly positionId?: string;
  /** All of one contract. */
  readonly symbol?: string;
}

/**
 * Cancels all waiting take-profit / stop-loss orders of a position, of a contract, or of the account. The venue says neither which nor how
 * many. Never repeated. Source: reference 5.11. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether some may have been cancelled
 */
export async function cancelAllStopOrders(
  send: SendRequest,
  parameters: CancelAllStopOrdersParameters = {},
  options?: CallOptions,
): Promise<void> {
  checkParameters('cancel-all-stop-orders', parameters, { positionId: optional(venueId), symbol: optional(symbol) }, oneOfBoth);
  const body = { positionId: bareIfGiven(parameters.positionId), symbol: parameters.symbol };
  return send({ endpoint: 'cancel-all-stop-orders', body, read: nothing }, options);
}

/** The venue would look at the position alone. */
function oneOfBoth({ positionId, symbol: contract }: CancelAllStopOrdersParameters): readonly Issue[] {
  if (positionId === undefined || contract === undefined) return [];
  return [{ parameter: 'symbol', found: JSON.stringify(contract), expected: 'none beside positionId' }];
}
