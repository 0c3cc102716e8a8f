import type { WireOrderDealFeeTotal } from '@prate/mexc-protocol';
import { orderDealFeeTotalSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * Fees paid and saved in the last 30 days. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getOrderDealFeeTotal(send: SendRequest, options?: CallOptions): Promise<WireOrderDealFeeTotal> {
  return send({ endpoint: 'get-order-deal-fee-total', read: one(orderDealFeeTotalSchema) }, options);
}
