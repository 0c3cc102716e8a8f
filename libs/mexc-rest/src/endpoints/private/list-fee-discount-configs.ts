import type { WireFeeDiscountConfig } from '@prate/mexc-protocol';
import { feeDiscountConfigSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * Discount rules a coin. The envelope says code 200 on success. The reference names no fields; those of the 2026 digest are read, all
 * optional. Source: reference 5.1 and 3.1. Permission: View Account Details.
 *
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listFeeDiscountConfigs(send: SendRequest, options?: CallOptions): Promise<readonly WireFeeDiscountConfig[]> {
  return send({ endpoint: 'list-fee-discount-configs', read: listOf(feeDiscountConfigSchema) }, options);
}
