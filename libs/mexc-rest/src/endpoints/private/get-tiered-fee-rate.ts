import type { WireTieredFeeRate } from '@prate/mexc-protocol';
import { tieredFeeRateSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';

export interface GetTieredFeeRateParameters {
  /** In general when left out. */
  readonly symbol?: string;
}

/**
 * What the account pays: `realMakerFee` and `realTakerFee`, and how they came about. API trades are charged apart from promotions of
 * the web page, so costs go by these. Source: reference 5.2. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getTieredFeeRate(
  send: SendRequest,
  parameters: GetTieredFeeRateParameters = {},
  options?: CallOptions,
): Promise<WireTieredFeeRate> {
  checkParameters('get-tiered-fee-rate', parameters, { symbol: optional(symbol) });
  return send({ endpoint: 'get-tiered-fee-rate', query: { symbol: parameters.symbol }, read: one(tieredFeeRateSchema) }, options);
}
