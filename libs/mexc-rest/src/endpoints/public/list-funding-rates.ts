import type { WireFundingRate } from '@prate/mexc-protocol';
import { fundingRateSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';

/**
 * Funding rates of all contracts in one answer. Not in the venue's own pages; clients use it. Source: reference 4.6 (P9).
 *
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listFundingRates(send: SendRequest, options?: CallOptions): Promise<readonly WireFundingRate[]> {
  return send({ endpoint: 'list-funding-rates', read: listOf(fundingRateSchema) }, options);
}
