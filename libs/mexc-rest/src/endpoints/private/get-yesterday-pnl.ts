import type { WireValue } from '@prate/mexc-protocol';
import { undescribedSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * The profit of yesterday. The reference gives no shape, so the answer is handed over as it came, numbers as text; by the 2026 digest it
 * is one amount in USDT, or null. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getYesterdayPnl(send: SendRequest, options?: CallOptions): Promise<WireValue | undefined> {
  return send({ endpoint: 'get-yesterday-pnl', read: one(undescribedSchema) }, options);
}
