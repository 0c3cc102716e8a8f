import type { WireFairPrice } from '@prate/mexc-protocol';
import { fairPriceSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { symbol } from '../parameter-rules';

export interface GetFairPriceParameters {
  readonly symbol: string;
}

/**
 * The mark price that margin and liquidation go by. Source: reference 4.5.
 *
 * @throws {InvalidRequestError} for a symbol that cannot be one
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getFairPrice(send: SendRequest, parameters: GetFairPriceParameters, options?: CallOptions): Promise<WireFairPrice> {
  checkParameters('get-fair-price', parameters, { symbol });
  return send({ endpoint: 'get-fair-price', path: { symbol: parameters.symbol }, read: one(fairPriceSchema) }, options);
}
