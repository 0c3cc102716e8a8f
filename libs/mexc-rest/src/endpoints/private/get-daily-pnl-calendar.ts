import type { WirePnlReport } from '@prate/mexc-protocol';
import { pnlReportSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import {
  type ReportFilter,
  reportFilterFields,
  reportFilterRules,
  type ReportSpan,
  reportSpanFields,
  reportSpanIssues,
  reportSpanRules,
} from '../report-filter';

export type GetDailyPnlCalendarParameters = ReportFilter & ReportSpan;

/**
 * Profit by day over a span. The reference gives no fields, so the answer is handed over
 * as it came, numbers as text.
 * A read, though asked by POST. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getDailyPnlCalendar(
  send: SendRequest,
  parameters: GetDailyPnlCalendarParameters,
  options?: CallOptions,
): Promise<WirePnlReport> {
  checkParameters('get-daily-pnl-calendar', parameters, { ...reportFilterRules, ...reportSpanRules }, reportSpanIssues);
  const body = { ...reportSpanFields(parameters), ...reportFilterFields(parameters) };
  return send({ endpoint: 'get-daily-pnl-calendar', body, read: one(pnlReportSchema) }, options);
}
