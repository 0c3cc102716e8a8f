import type { WirePnlReport } from '@prate/mexc-protocol';
import { pnlReportSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { currency, oneOf, optional } from '../parameter-rules';
import { reportSpanFields, reportSpanIssues } from '../report-filter';
import { timeMs } from '../time-range';

export interface GetAssetAnalysisParameters {
  /** 1 this week, 2 this month, 3 all, 4 from `startTimeMs` to `endTimeMs`. */
  readonly type: number;
  readonly currency: string;
  /** ms since the epoch. */
  readonly startTimeMs?: number;
  /** ms since the epoch. */
  readonly endTimeMs?: number;
}

const CUSTOM_SPAN = 4;

const rules = { type: oneOf(1, 2, 3, CUSTOM_SPAN), currency, startTimeMs: optional(timeMs), endTimeMs: optional(timeMs) };

/**
 * A profit report in one currency. The reference gives no fields, so the answer is handed over
 * as it came, numbers as text.
 * Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getAssetAnalysis(
  send: SendRequest,
  parameters: GetAssetAnalysisParameters,
  options?: CallOptions,
): Promise<WirePnlReport> {
  checkParameters('get-asset-analysis', parameters, rules, issues);
  const path = { type: String(parameters.type) };
  const query = { currency: parameters.currency, ...reportSpanFields(parameters) };
  return send({ endpoint: 'get-asset-analysis', path, query, read: one(pnlReportSchema) }, options);
}

function issues(parameters: GetAssetAnalysisParameters) {
  const { type, startTimeMs, endTimeMs } = parameters;
  if (type !== CUSTOM_SPAN || (startTimeMs !== undefined && endTimeMs !== undefined)) return reportSpanIssues(parameters);
  return [{ parameter: 'type', found: String(type), expected: 'startTimeMs and endTimeMs with it' }];
}
