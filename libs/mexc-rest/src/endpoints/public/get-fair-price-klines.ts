import type { WireKlines } from '@prate/mexc-protocol';
import { klinesSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { klineIssues, type KlineParameters, klineQuery, klineRules } from '../kline-query';

export type GetFairPriceKlinesParameters = KlineParameters;

/**
 * Klines of the fair price, as columns, at most 2,000 rows. `vol` and `amount` are 0, and the real columns repeat the close.
 * Source: reference 4.7.
 *
 * @throws {InvalidRequestError} for a symbol or interval that cannot be one, times in ms, or a reversed range
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getFairPriceKlines(
  send: SendRequest,
  parameters: GetFairPriceKlinesParameters,
  options?: CallOptions,
): Promise<WireKlines> {
  checkParameters('get-fair-price-klines', parameters, klineRules, klineIssues);
  const path = { symbol: parameters.symbol };
  return send({ endpoint: 'get-fair-price-klines', path, query: klineQuery(parameters), read: one(klinesSchema) }, options);
}
