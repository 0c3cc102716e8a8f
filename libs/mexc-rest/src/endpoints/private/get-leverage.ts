import type { WireLeverage } from '@prate/mexc-protocol';
import { leverageSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { symbol } from '../parameter-rules';

export interface GetLeverageParameters {
  readonly symbol: string;
}

/**
 * Leverage and margin mode of a contract, one row a position side. Source: reference 5.4. Permission: View Order Details.
 *
 * @throws {InvalidRequestError} for a symbol that cannot be one
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function getLeverage(
  send: SendRequest,
  parameters: GetLeverageParameters,
  options?: CallOptions,
): Promise<readonly WireLeverage[]> {
  checkParameters('get-leverage', parameters, { symbol });
  return send({ endpoint: 'get-leverage', query: { symbol: parameters.symbol }, read: listOf(leverageSchema) }, options);
}
