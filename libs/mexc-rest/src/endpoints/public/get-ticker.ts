import type { WireTicker } from '@prate/mexc-protocol';
import { tickerSchema } from '@prate/mexc-protocol/schemas';
import { oneOrListOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';

export interface GetTickerParameters {
  /** One contract; all of them when left out. */
  readonly symbol?: string;
}

/**
 * Prices now and the last 24 hours. Always a list, also of one. Source: reference 4.9.
 *
 * @throws {InvalidRequestError} for a symbol that cannot be one
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getTicker(
  send: SendRequest,
  parameters: GetTickerParameters = {},
  options?: CallOptions,
): Promise<readonly WireTicker[]> {
  checkParameters('get-ticker', parameters, { symbol: optional(symbol) });
  return send({ endpoint: 'get-ticker', query: { symbol: parameters.symbol }, read: oneOrListOf(tickerSchema) }, options);
}
