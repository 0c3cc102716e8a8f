import type { WireValue } from '@prate/mexc-protocol';
import { undescribedSchema } from '@prate/mexc-protocol/schemas';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { oneOf, optional, symbol } from '../parameter-rules';
import {
  type ReportFilter,
  reportFilterFields,
  reportFilterRules,
  type ReportSpan,
  reportSpanFields,
  reportSpanIssues,
  reportSpanRules,
} from '../report-filter';

export interface ExportAssetAnalysisParameters extends ReportFilter, ReportSpan {
  readonly symbol?: string;
  /** 1 Excel, 2 PDF. */
  readonly fileType?: number;
}

const rules = { ...reportFilterRules, ...reportSpanRules, symbol: optional(symbol), fileType: optional(oneOf(1, 2)) };

/**
 * Asks for a profit report as a file. What comes back is not documented; an answer in an envelope is handed over as it came, numbers as
 * text, and a file itself ends as UnreadableResponseError. By the 2026 digest the venue also wants a header `timezone-login`, which this
 * client does not send. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function exportAssetAnalysis(
  send: SendRequest,
  parameters: ExportAssetAnalysisParameters,
  options?: CallOptions,
): Promise<WireValue | undefined> {
  checkParameters('export-asset-analysis', parameters, rules, reportSpanIssues);
  const { symbol, fileType } = parameters;
  const query = { ...reportSpanFields(parameters), ...reportFilterFields(parameters), symbol, fileType };
  return send({ endpoint: 'export-asset-analysis', query, read: one(undescribedSchema) }, options);
}
