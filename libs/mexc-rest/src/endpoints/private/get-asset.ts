import type { WireAsset } from '@prate/mexc-protocol';
import { assetSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { currency } from '../parameter-rules';

export interface GetAssetParameters {
  /** Settle currency, for example `USDT`. */
  readonly currency: string;
}

/**
 * The account in one settle currency. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError} code 4001 for a currency that the venue does not settle in
 * @throws {TransportError | UnreadableResponseError}
 */
export async function getAsset(send: SendRequest, parameters: GetAssetParameters, options?: CallOptions): Promise<WireAsset> {
  checkParameters('get-asset', parameters, { currency });
  return send({ endpoint: 'get-asset', path: { currency: parameters.currency }, read: one(assetSchema) }, options);
}
