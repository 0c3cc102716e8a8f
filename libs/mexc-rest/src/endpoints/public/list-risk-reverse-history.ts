import type { WireRiskReverseSnapshot } from '@prate/mexc-protocol';
import { riskReverseSnapshotSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type Page, pageQuery, pageRules } from '../page';
import { symbol } from '../parameter-rules';

/** `pageSize` is 1 to 100. */
export interface ListRiskReverseHistoryParameters extends Page {
  readonly symbol: string;
}

/**
 * One page of a contract's insurance fund over time, newest first. Source: reference 4.10.
 *
 * @throws {InvalidRequestError} for a symbol or page that cannot be one
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listRiskReverseHistory(
  send: SendRequest,
  parameters: ListRiskReverseHistoryParameters,
  options?: CallOptions,
): Promise<readonly WireRiskReverseSnapshot[]> {
  checkParameters('list-risk-reverse-history', parameters, { symbol, ...pageRules(100) });
  const query = { symbol: parameters.symbol, ...pageQuery(parameters) };
  return send({ endpoint: 'list-risk-reverse-history', query, read: listOf(riskReverseSnapshotSchema) }, options);
}
