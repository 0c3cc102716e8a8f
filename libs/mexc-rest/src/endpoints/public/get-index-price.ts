import type { WireIndexPrice } from '@prate/mexc-protocol';
import { indexPriceSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type ContractParameters, contractRules } from '../contract-parameters';

export type GetIndexPriceParameters = ContractParameters;

/**
 * The index price. Inverse contracts have theirs under the USDT symbol. Source: reference 4.5.
 *
 * @throws {InvalidRequestError} for a symbol that cannot be one
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getIndexPrice(
  send: SendRequest,
  parameters: GetIndexPriceParameters,
  options?: CallOptions,
): Promise<WireIndexPrice> {
  checkParameters('get-index-price', parameters, contractRules);
  return send({ endpoint: 'get-index-price', path: { symbol: parameters.symbol }, read: one(indexPriceSchema) }, options);
}
