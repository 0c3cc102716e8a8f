import { positionModeSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * The account's position mode: 1 hedge, 2 one-way. Source: reference 5.3 and 10.6. Permission: View Order Details.
 *
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getPositionMode(send: SendRequest, options?: CallOptions): Promise<number> {
  return send({ endpoint: 'get-position-mode', read: one(positionModeSchema) }, options);
}
