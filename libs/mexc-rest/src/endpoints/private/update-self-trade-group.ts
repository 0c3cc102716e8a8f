import { bareNumber } from '@prate/mexc-protocol';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { groupName, listOf, venueId } from '../parameter-rules';

export interface UpdateSelfTradeGroupParameters {
  /** Name of the group. */
  readonly configName: string;
  /** Ids of the accounts in it, as text. */
  readonly blacklist: readonly string[];
}

/**
 * Replaces the accounts of a group. Market makers only. Never repeated.
 * Source: reference 5.13. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have been done
 */
export async function updateSelfTradeGroup(
  send: SendRequest,
  parameters: UpdateSelfTradeGroupParameters,
  options?: CallOptions,
): Promise<void> {
  checkParameters('update-self-trade-group', parameters, { configName: groupName, blacklist: listOf(venueId, 1_000) });
  const body = { configName: parameters.configName, blacklist: parameters.blacklist.map(bareNumber) };
  return send({ endpoint: 'update-self-trade-group', body, read: nothing }, options);
}
