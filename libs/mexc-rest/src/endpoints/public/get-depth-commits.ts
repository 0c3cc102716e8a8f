import type { WireDepthCommit } from '@prate/mexc-protocol';
import { depthCommitSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { integerBetween, symbol } from '../parameter-rules';

export interface GetDepthCommitsParameters {
  readonly symbol: string;
  /** How many of the latest changes, 1 to 1,000. */
  readonly limit: number;
}

/**
 * The latest changes of the book, oldest first. The venue's text promises that order and its sample has the other one, so they are
 * sorted by version here. Sizes are absolute, 0 deletes the price. Source: reference 4.4 and 10.5.
 *
 * @throws {InvalidRequestError} for a symbol or limit that cannot be one
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getDepthCommits(
  send: SendRequest,
  parameters: GetDepthCommitsParameters,
  options?: CallOptions,
): Promise<readonly WireDepthCommit[]> {
  checkParameters('get-depth-commits', parameters, { symbol, limit: integerBetween(1, 1_000) });
  const path = { symbol: parameters.symbol, limit: String(parameters.limit) };
  const commits = await send({ endpoint: 'get-depth-commits', path, read: listOf(depthCommitSchema) }, options);
  return [...commits].sort((one, other) => one.version - other.version);
}
