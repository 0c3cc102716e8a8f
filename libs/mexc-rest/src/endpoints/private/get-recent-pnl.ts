import type { WirePnlReport } from '@prate/mexc-protocol';
import { pnlReportSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';
import { type ReportFilter, reportFilterFields, reportFilterRules } from '../report-filter';

export interface GetRecentPnlParameters extends ReportFilter {
  /** All contracts when left out. */
  readonly symbol?: string;
}

/**
 * Profit of the last months, up to 360 days. The reference gives no fields, so the answer is handed over
 * as it came, numbers as text.
 * A read, though asked by POST. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getRecentPnl(
  send: SendRequest,
  parameters: GetRecentPnlParameters = {},
  options?: CallOptions,
): Promise<WirePnlReport> {
  checkParameters('get-recent-pnl', parameters, { ...reportFilterRules, symbol: optional(symbol) });
  const body = { ...reportFilterFields(parameters), symbol: parameters.symbol };
  return send({ endpoint: 'get-recent-pnl', body, read: one(pnlReportSchema) }, options);
}
