import type { WirePnlReport } from '@prate/mexc-protocol';
import { pnlReportSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type ReportFilter, reportFilterFields, reportFilterRules } from '../report-filter';

export type GetMonthlyPnlCalendarParameters = ReportFilter;

/**
 * Profit by month. The reference gives no fields, so the answer is handed over
 * as it came, numbers as text.
 * A read, though asked by POST. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getMonthlyPnlCalendar(
  send: SendRequest,
  parameters: GetMonthlyPnlCalendarParameters = {},
  options?: CallOptions,
): Promise<WirePnlReport> {
  checkParameters('get-monthly-pnl-calendar', parameters, reportFilterRules);
  const body = reportFilterFields(parameters);
  return send({ endpoint: 'get-monthly-pnl-calendar', body, read: one(pnlReportSchema) }, options);
}
