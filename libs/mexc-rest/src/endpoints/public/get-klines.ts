import type { WireKlines } from '@prate/mexc-protocol';
import { klinesSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { klineIssues, type KlineParameters, klineQuery, klineRules } from '../kline-query';

export type GetKlinesParameters = KlineParameters;

/**
 * Klines as columns, at most 2,000 rows; which end of a wider range is dropped is not documented, so ask for narrower ones.
 * Source: reference 4.7.
 *
 * @throws {InvalidRequestError} for a symbol or interval that cannot be one, times in ms, or a reversed range
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getKlines(send: SendRequest, parameters: GetKlinesParameters, options?: CallOptions): Promise<WireKlines> {
  checkParameters('get-klines', parameters, klineRules, klineIssues);
  const path = { symbol: parameters.symbol };
  return send({ endpoint: 'get-klines', path, query: klineQuery(parameters), read: one(klinesSchema) }, options);
}
