import type { WireRiskReverse } from '@prate/mexc-protocol';
import { riskReverseSchema } from '@prate/mexc-protocol/schemas';
import { oneOrListOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type ContractParameters, contractRules } from '../contract-parameters';

export type GetRiskReverseParameters = ContractParameters;

/**
 * The insurance fund of one contract. Always a list: the venue's pages show both forms. Source: reference 4.10 and 10.31.
 *
 * @throws {InvalidRequestError} for a symbol that cannot be one
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getRiskReverse(
  send: SendRequest,
  parameters: GetRiskReverseParameters,
  options?: CallOptions,
): Promise<readonly WireRiskReverse[]> {
  checkParameters('get-risk-reverse', parameters, contractRules);
  return send({ endpoint: 'get-risk-reverse', path: { symbol: parameters.symbol }, read: oneOrListOf(riskReverseSchema) }, options);
}
