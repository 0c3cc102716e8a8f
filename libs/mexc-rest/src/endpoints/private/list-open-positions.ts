import type { WirePosition } from '@prate/mexc-protocol';
import { positionSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol, venueId } from '../parameter-rules';

export interface ListOpenPositionsParameters {
  /** All contracts when left out. */
  readonly symbol?: string;
  /** One position. */
  readonly positionId?: string;
}

/**
 * Positions held now; in hedge mode a contract may have two. Source: reference 5.3. Permission: View Order Details.
 *
 * @throws {InvalidRequestError} for a symbol or an id that cannot be one
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listOpenPositions(
  send: SendRequest,
  parameters: ListOpenPositionsParameters = {},
  options?: CallOptions,
): Promise<readonly WirePosition[]> {
  checkParameters('list-open-positions', parameters, { symbol: optional(symbol), positionId: optional(venueId) });
  const { symbol: ofSymbol, positionId } = parameters;
  return send({ endpoint: 'list-open-positions', query: { symbol: ofSymbol, positionId }, read: listOf(positionSchema) }, options);
}
