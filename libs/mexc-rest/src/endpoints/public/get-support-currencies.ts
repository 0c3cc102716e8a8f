import { wireId } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * Currencies that can be transferred to the contract account. Source: reference section 4 (P3).
 *
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getSupportCurrencies(send: SendRequest, options?: CallOptions): Promise<readonly string[]> {
  return send({ endpoint: 'get-support-currencies', read: listOf(wireId) }, options);
}
