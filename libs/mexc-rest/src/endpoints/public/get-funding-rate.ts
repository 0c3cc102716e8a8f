import type { WireFundingRate } from '@prate/mexc-protocol';
import { fundingRateSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type ContractParameters, contractRules } from '../contract-parameters';

export type GetFundingRateParameters = ContractParameters;

/**
 * The funding rate that will apply at the next settlement, and when that is. Source: reference 4.6.
 *
 * @throws {InvalidRequestError} for a symbol that cannot be one
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getFundingRate(
  send: SendRequest,
  parameters: GetFundingRateParameters,
  options?: CallOptions,
): Promise<WireFundingRate> {
  checkParameters('get-funding-rate', parameters, contractRules);
  return send({ endpoint: 'get-funding-rate', path: { symbol: parameters.symbol }, read: one(fundingRateSchema) }, options);
}
