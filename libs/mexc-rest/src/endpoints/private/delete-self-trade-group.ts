import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { groupName } from '../parameter-rules';

export interface DeleteSelfTradeGroupParameters {
  /** Name of the group. */
  readonly configName: string;
}

/**
 * Dissolves a group: its accounts may trade with each other again. Market makers only. Never repeated. Source: reference 5.13.
 * Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have been done
 */
export async function deleteSelfTradeGroup(
  send: SendRequest,
  parameters: DeleteSelfTradeGroupParameters,
  options?: CallOptions,
): Promise<void> {
  checkParameters('delete-self-trade-group', parameters, { configName: groupName });
  return send({ endpoint: 'delete-self-trade-group', body: { configName: parameters.configName }, read: nothing }, options);
}
