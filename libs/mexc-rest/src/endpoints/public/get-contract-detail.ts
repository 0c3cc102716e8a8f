import type { WireContract } from '@prate/mexc-protocol';
import { contractSchema } from '@prate/mexc-protocol/schemas';
import { oneOrListOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';

export interface GetContractDetailParameters {
  /** One contract; all of them (about 1,100, 2.3 MB) when left out. */
  readonly symbol?: string;
}

/**
 * What contracts are: size, steps, limits, fees, state. Always a list, also of one. Source: reference 4.2.
 *
 * @throws {InvalidRequestError} for a symbol that cannot be one
 * @throws {MexcApiError} code 1001 for a contract that does not exist
 * @throws {TransportError | UnreadableResponseError}
 */
export async function getContractDetail(
  send: SendRequest,
  parameters: GetContractDetailParameters = {},
  options?: CallOptions,
): Promise<readonly WireContract[]> {
  checkParameters('get-contract-detail', parameters, { symbol: optional(symbol) });
  return send({ endpoint: 'get-contract-detail', query: { symbol: parameters.symbol }, read: oneOrListOf(contractSchema) }, options);
}
