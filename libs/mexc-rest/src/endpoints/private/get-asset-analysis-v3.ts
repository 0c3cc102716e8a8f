import type { WirePnlReport } from '@prate/mexc-protocol';
import { pnlReportSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';
import {
  type ReportFilter,
  reportFilterFields,
  reportFilterRules,
  type ReportSpan,
  reportSpanFields,
  reportSpanIssues,
  reportSpanRules,
} from '../report-filter';

export interface GetAssetAnalysisV3Parameters extends ReportFilter, ReportSpan {
  /** All contracts when left out. */
  readonly symbol?: string;
}

/**
 * The profit report of a span. The reference gives no fields, so the answer is handed over
 * as it came, numbers as text.
 * A read, though asked by POST. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getAssetAnalysisV3(
  send: SendRequest,
  parameters: GetAssetAnalysisV3Parameters,
  options?: CallOptions,
): Promise<WirePnlReport> {
  checkParameters(
    'get-asset-analysis-v3',
    parameters,
    { ...reportFilterRules, ...reportSpanRules, symbol: optional(symbol) },
    reportSpanIssues,
  );
  const body = { ...reportSpanFields(parameters), ...reportFilterFields(parameters), symbol: parameters.symbol };
  return send({ endpoint: 'get-asset-analysis-v3', body, read: one(pnlReportSchema) }, options);
}
