import type { WireSelfTradeGroup } from '@prate/mexc-protocol';
import { selfTradeGroupSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { groupName, optional } from '../parameter-rules';

export interface ListSelfTradeGroupsParameters {
  /** One group; all of them when left out. */
  readonly configName?: string;
}

/**
 * Groups of accounts that do not trade with each other. Market makers only. Source: reference 5.13. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listSelfTradeGroups(
  send: SendRequest,
  parameters: ListSelfTradeGroupsParameters = {},
  options?: CallOptions,
): Promise<readonly WireSelfTradeGroup[]> {
  checkParameters('list-self-trade-groups', parameters, { configName: optional(groupName) });
  const query = { configName: parameters.configName };
  return send({ endpoint: 'list-self-trade-groups', query, read: listOf(selfTradeGroupSchema) }, options);
}
