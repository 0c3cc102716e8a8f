import type { WireValue } from '@prate/mexc-protocol';
import { undescribedSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * The group that this account is in. Market makers only. The shape of the answer is not documented: it is handed over as it came, numbers
 * as text. Source: reference 5.13. Permission: View Order Details.
 *
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function searchSelfTradeGroup(send: SendRequest, options?: CallOptions): Promise<WireValue | undefined> {
  return send({ endpoint: 'search-self-trade-group', read: one(undescribedSchema) }, options);
}
