import type { WireContractFeeRate } from '@prate/mexc-protocol';
import { contractFeeRateSchema } from '@prate/mexc-protocol/schemas';
import { oneOrListOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { optional, symbol } from '../parameter-rules';

export interface ListContractFeeRatesParameters {
  /** All contracts when left out. */
  readonly symbol?: string;
}

/**
 * Fee settings of contracts, as they are for this account. The reference names no fields; those of the 2026 digest are read, all but
 * the symbol optional. Source: reference 5.1. Permission: View Account Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listContractFeeRates(
  send: SendRequest,
  parameters: ListContractFeeRatesParameters = {},
  options?: CallOptions,
): Promise<readonly WireContractFeeRate[]> {
  checkParameters('list-contract-fee-rates', parameters, { symbol: optional(symbol) });
  return send(
    { endpoint: 'list-contract-fee-rates', query: { symbol: parameters.symbol }, read: oneOrListOf(contractFeeRateSchema) },
    options,
  );
}
