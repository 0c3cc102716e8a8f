import type { WireFundingSettlement } from '@prate/mexc-protocol';
import { fundingSettlementSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type Page, pageQuery, pageRules } from '../page';
import { symbol } from '../parameter-rules';

/** `pageSize` is 1 to 1,000. */
export interface ListFundingRateHistoryParameters extends Page {
  readonly symbol: string;
}

/**
 * One page of settled funding rates, newest first. Source: reference 4.10.
 *
 * @throws {InvalidRequestError} for a symbol or page that cannot be one
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listFundingRateHistory(
  send: SendRequest,
  parameters: ListFundingRateHistoryParameters,
  options?: CallOptions,
): Promise<readonly WireFundingSettlement[]> {
  checkParameters('list-funding-rate-history', parameters, { symbol, ...pageRules(1_000) });
  const query = { symbol: parameters.symbol, ...pageQuery(parameters) };
  return send({ endpoint: 'list-funding-rate-history', query, read: listOf(fundingSettlementSchema) }, options);
}
