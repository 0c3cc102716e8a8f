import type { WireTransferRecord } from '@prate/mexc-protocol';
import { transferRecordSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { type Page, pageQuery, pageRules } from '../page';
import { currency, oneOf, optional } from '../parameter-rules';

/** `pageSize` is 1 to 100. */
export interface ListTransferRecordsParameters extends Page {
  readonly currency?: string;
  readonly state?: 'WAIT' | 'SUCCESS' | 'FAILED';
  readonly type?: 'IN' | 'OUT';
}

const rules = {
  currency: optional(currency),
  state: optional(oneOf('WAIT', 'SUCCESS', 'FAILED')),
  type: optional(oneOf('IN', 'OUT')),
  ...pageRules(100),
};

/**
 * One page of transfers into and out of the contract account. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listTransferRecords(
  send: SendRequest,
  parameters: ListTransferRecordsParameters,
  options?: CallOptions,
): Promise<readonly WireTransferRecord[]> {
  checkParameters('list-transfer-records', parameters, rules);
  const { currency, state, type } = parameters;
  const query = { currency, state, type, ...pageQuery(parameters) };
  return send({ endpoint: 'list-transfer-records', query, read: listOf(transferRecordSchema) }, options);
}
