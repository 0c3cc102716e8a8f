import type { WireRiskLimit } from '@prate/mexc-protocol';
import { riskLimitsSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';

export interface GetRiskLimitParameters {
  /** All contracts when left out. */
  readonly symbol?: string;
}

/**
 * Risk limits by symbol, one row a position side: the tier that applies now. Source: reference 5.4. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getRiskLimit(
  send: SendRequest,
  parameters: GetRiskLimitParameters = {},
  options?: CallOptions,
): Promise<Readonly<Record<string, readonly WireRiskLimit[]>>> {
  checkParameters('get-risk-limit', parameters, { symbol: optional(symbol) });
  return send({ endpoint: 'get-risk-limit', query: { symbol: parameters.symbol }, read: one(riskLimitsSchema) }, options);
}
