import type { WireTieredFeeRateV1 } from '@prate/mexc-protocol';
import { tieredFeeRateV1Schema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';

export interface GetTieredFeeRateLegacyParameters {
  /** In general when left out. */
  readonly symbol?: string;
}

/**
 * The older form of `getTieredFeeRate`, which no longer stands in the documentation. Source: reference 5.1. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getTieredFeeRateLegacy(
  send: SendRequest,
  parameters: GetTieredFeeRateLegacyParameters = {},
  options?: CallOptions,
): Promise<WireTieredFeeRateV1> {
  checkParameters('get-tiered-fee-rate-legacy', parameters, { symbol: optional(symbol) });
  return send({ endpoint: 'get-tiered-fee-rate-legacy', query: { symbol: parameters.symbol }, read: one(tieredFeeRateV1Schema) }, options);
}
