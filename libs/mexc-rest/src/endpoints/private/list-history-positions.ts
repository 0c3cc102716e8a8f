import type { WirePosition } from '@prate/mexc-protocol';
import { positionSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { positionType } from '../order-rules';
import { type Page, pageQuery, pageRules } from '../page';
import { optional, symbol } from '../parameter-rules';
import { type TimeRange, timeRangeIssues, timeRangeQuery, timeRangeRules } from '../time-range';

/** `pageSize` is 1 to 100. */
export interface ListHistoryPositionsParameters extends Page, TimeRange {
  /** All contracts when left out. */
  readonly symbol?: string;
  /** 1 long, 2 short. */
  readonly positionType?: number;
}

const rules = { symbol: optional(symbol), positionType: optional(positionType), ...timeRangeRules, ...pageRules(100) };

/**
 * One page of positions that were closed. Their times come back in whole seconds. Source: reference 5.3 and 10.8.
 * Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listHistoryPositions(
  send: SendRequest,
  parameters: ListHistoryPositionsParameters,
  options?: CallOptions,
): Promise<readonly WirePosition[]> {
  checkParameters('list-history-positions', parameters, rules, timeRangeIssues);
  const { symbol, positionType: type } = parameters;
  const query = { symbol, type, ...timeRangeQuery(parameters), ...pageQuery(parameters) };
  return send({ endpoint: 'list-history-positions', query, read: listOf(positionSchema) }, options);
}
