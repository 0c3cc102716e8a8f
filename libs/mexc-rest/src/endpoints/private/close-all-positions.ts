import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * Closes all positions of the account. The venue says neither which nor at what price: read the positions afterwards. Never repeated. Source: reference 5.3. Permission: Order Placing.
 *
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether positions may have been closed
 */
export async function closeAllPositions(send: SendRequest, options?: CallOptions): Promise<void> {
  return send({ endpoint: 'close-all-positions', body: {}, read: nothing }, options);
}
