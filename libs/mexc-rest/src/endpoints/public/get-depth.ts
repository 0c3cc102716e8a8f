import type { WireDepth } from '@prate/mexc-protocol';
import { depthSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { integerBetween, optional, symbol } from '../parameter-rules';

export interface GetDepthParameters {
  readonly symbol: string;
  /** Rows a side, 1 to 1,500: more is not given. The venue's own number when left out. */
  readonly limit?: number;
}

/**
 * The order book: prices with contracts, and the version that the stream counts on. Source: reference 4.3.
 *
 * @throws {InvalidRequestError} for a symbol or limit that cannot be one
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getDepth(send: SendRequest, parameters: GetDepthParameters, options?: CallOptions): Promise<WireDepth> {
  checkParameters('get-depth', parameters, { symbol, limit: optional(integerBetween(1, 1_500)) });
  const path = { symbol: parameters.symbol };
  return send({ endpoint: 'get-depth', path, query: { limit: parameters.limit }, read: one(depthSchema) }, options);
}
