import type { WireMarketDeal } from '@prate/mexc-protocol';
import { marketDealSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { integerBetween, optional, symbol } from '../parameter-rules';

export interface GetDealsParameters {
  readonly symbol: string;
  /** 1 to 100; 100 when left out. */
  readonly limit?: number;
}

/**
 * The latest public trades, newest first. They have no id: two alike cannot be told apart. Source: reference 4.8.
 *
 * @throws {InvalidRequestError} for a symbol or limit that cannot be one
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getDeals(
  send: SendRequest,
  parameters: GetDealsParameters,
  options?: CallOptions,
): Promise<readonly WireMarketDeal[]> {
  checkParameters('get-deals', parameters, { symbol, limit: optional(integerBetween(1, 100)) });
  const path = { symbol: parameters.symbol };
  return send({ endpoint: 'get-deals', path, query: { limit: parameters.limit }, read: listOf(marketDealSchema) }, options);
}
