import type { WirePnlReport } from '@prate/mexc-protocol';
import { pnlReportSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type ReportFilter, reportFilterFields, reportFilterRules } from '../report-filter';

export type GetTodayPnlParameters = ReportFilter;

/**
 * The profit report of today. The reference gives no fields, so the answer is handed over
 * as it came, numbers as text.
 * Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getTodayPnl(
  send: SendRequest,
  parameters: GetTodayPnlParameters = {},
  options?: CallOptions,
): Promise<WirePnlReport> {
  checkParameters('get-today-pnl', parameters, reportFilterRules);
  return send({ endpoint: 'get-today-pnl', query: reportFilterFields(parameters), read: one(pnlReportSchema) }, options);
}
