import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * Disabled by the venue: it answers code 8817, always. Here because the endpoint exists; risk limits are changed on the web page.
 * Never repeated. Source: reference 5.1. Permission: Order Placing.
 *
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError} code 8817, `proves: 'refused'`
 * @throws {TransportError | UnreadableResponseError}
 */
export async function changeRiskLevel(send: SendRequest, options?: CallOptions): Promise<void> {
  return send({ endpoint: 'change-risk-level', body: {}, read: nothing }, options);
}
