import type { WireDiscountType } from '@prate/mexc-protocol';
import { discountTypeSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * Which fee discounts the account uses. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getDiscountType(send: SendRequest, options?: CallOptions): Promise<WireDiscountType> {
  return send({ endpoint: 'get-discount-type', read: one(discountTypeSchema) }, options);
}
