import type { WireOrder } from '@prate/mexc-protocol';
import { orderSchema } from '@prate/mexc-protocol/schemas';
import { listOf } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { integerBetween } from '../parameter-rules';

export interface ListOpenOrdersParameters {
  /** From 1. */
  readonly pageNum: number;
  /** 1 to 100. A page with fewer rows is the last one. */
  readonly pageSize: number;
}

/**
 * One page of working orders of all contracts. Source: reference 5.9 and 3.2. Permission: View Order Details.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError}
 */
export async function listOpenOrders(
  send: SendRequest,
  parameters: ListOpenOrdersParameters,
  options?: CallOptions,
): Promise<readonly WireOrder[]> {
  checkParameters('list-open-orders', parameters, { pageNum: integerBetween(1, 1_000_000), pageSize: integerBetween(1, 100) });
  const query = { page_num: parameters.pageNum, page_size: parameters.pageSize };
  return send({ endpoint: 'list-open-orders', query, read: listOf(orderSchema) }, options);
}
