import type { WireZeroFeeRate } from '@prate/mexc-protocol';
import { zeroFeeRateSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';

export interface GetZeroFeeRateParameters {
  /** All contracts when left out. */
  readonly symbol?: string;
}

/**
 * Contracts without fees. Its page left the documentation on 2026-05-22, so it may go. Source: reference 5.1. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getZeroFeeRate(
  send: SendRequest,
  parameters: GetZeroFeeRateParameters = {},
  options?: CallOptions,
): Promise<WireZeroFeeRate> {
  checkParameters('get-zero-fee-rate', parameters, { symbol: optional(symbol) });
  return send({ endpoint: 'get-zero-fee-rate', query: { symbol: parameters.symbol }, read: one(zeroFeeRateSchema) }, options);
}
