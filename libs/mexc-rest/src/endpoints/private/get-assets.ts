import type { WireAsset } from '@prate/mexc-protocol';
import { assetSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * The account, one row a settle currency. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getAssets(send: SendRequest, options?: CallOptions): Promise<readonly WireAsset[]> {
  return send({ endpoint: 'get-assets', read: listOf(assetSchema) }, options);
}
