import { wireInteger } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * The server's clock, ms since the epoch. Source: reference 4.1.
 *
 * @throws {TransportError | UnreadableResponseError | MexcApiError}
 */
export async function getServerTime(send: SendRequest, options?: CallOptions): Promise<number> {
  return send({ endpoint: 'get-server-time', read: one(wireInteger) }, options);
}
