import type { WireFeeDeductConfig } from '@prate/mexc-protocol';
import { feeDeductConfigSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * Which coins pay fees, and at what discount. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listFeeDeductConfigs(send: SendRequest, options?: CallOptions): Promise<readonly WireFeeDeductConfig[]> {
  return send({ endpoint: 'list-fee-deduct-configs', read: listOf(feeDeductConfigSchema) }, options);
}
