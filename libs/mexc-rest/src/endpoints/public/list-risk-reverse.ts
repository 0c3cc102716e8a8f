import type { WireRiskReverse } from '@prate/mexc-protocol';
import { riskReverseSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * The insurance funds of all contracts; balances of up to 38 digits. Source: reference 4.10.
 *
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listRiskReverse(send: SendRequest, options?: CallOptions): Promise<readonly WireRiskReverse[]> {
  return send({ endpoint: 'list-risk-reverse', read: listOf(riskReverseSchema) }, options);
}
