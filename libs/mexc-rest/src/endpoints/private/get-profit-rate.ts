import type { WireProfitRate } from '@prate/mexc-protocol';
import { profitRateSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { oneOf } from '../parameter-rules';

export interface GetProfitRateParameters {
  /** 1 day, 2 week. */
  readonly type: number;
}

/**
 * The account's profit rate and its rank. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getProfitRate(
  send: SendRequest,
  parameters: GetProfitRateParameters,
  options?: CallOptions,
): Promise<WireProfitRate> {
  checkParameters('get-profit-rate', parameters, { type: oneOf(1, 2) });
  return send({ endpoint: 'get-profit-rate', path: { type: String(parameters.type) }, read: one(profitRateSchema) }, options);
}
