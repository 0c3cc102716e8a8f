import type { WireBatchOrderResult } from '@prate/mexc-protocol';
import { batchOrderResultSchema } from '@prate/mexc-protocol/schemas';
import type { Issue } from '../../errors';
import { listOf as readList } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { stpMode, wholeOrderIssues } from '../order-rules';
import { boolean, listOf, objectOf, optional } from '../parameter-rules';
import { type PlainOrder, plainOrderBody, plainOrderIssues, plainOrderRules } from '../plain-order';
import type { CreateOrderParameters } from './create-order';

/** As of `createOrder`, without attached prices; `stpMode` must be said. */
export type BatchOrder = PlainOrder &
  Pick<CreateOrderParameters, 'marketCeiling' | 'flashClose'> & {
    /** When it would meet an order of the same account: 0 nothing, 1 cancel both, 2 the maker, 3 the taker. */
    readonly stpMode: number;
  };

export interface SubmitBatchParameters {
  /** 1 to 50. */
  readonly orders: readonly BatchOrder[];
}

const order = objectOf({
  ...plainOrderRules,
  marketCeiling: optional(boolean),
  flashClose: optional(boolean),
  stpMode,
} satisfies Record<keyof BatchOrder, unknown>);

/**
 * Places up to 50 orders at once, for market-maker accounts. One result each, in the order of the request: the envelope says yes although
 * some were refused. An `externalOid` that exists is answered with the id of the order that has it. Never repeated.
 * Source: reference 5.8 and 9.14. Permission: Order Placing.
 *
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether there may be orders: ask by `externalOid`
 */
export async function submitBatch(
  send: SendRequest,
  parameters: SubmitBatchParameters,
  options?: CallOptions,
): Promise<readonly WireBatchOrderResult[]> {
  checkParameters('submit-batch', parameters, { orders: listOf(order, 50) }, ({ orders }) => [
    ...orders.flatMap(issuesOf),
    ...twice(orders),
  ]);
  return send({ endpoint: 'submit-batch', body: parameters.orders.map(toBody), read: readList(batchOrderResultSchema) }, options);
}

function toBody(each: BatchOrder): object {
  return {
    ...plainOrderBody(each),
    marketCeiling: each.marketCeiling,
    flashClose: each.flashClose,
    stpMode: each.stpMode,
  };
}

function issuesOf(each: BatchOrder, index: number): readonly Issue[] {
  const issues = [...plainOrderIssues(each), ...wholeOrderIssues(each)];
  return issues.map((issue) => ({ ...issue, parameter: `orders[${index}].${issue.parameter}` }));
}

/** One client order id twice would be answered with one order. */
function twice(orders: readonly BatchOrder[]): readonly Issue[] {
  const seen = new Set<string>();
  return orders.flatMap((each, index) => {
    const key = `${each.symbol} ${each.externalOid}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ parameter: `orders[${index}].externalOid`, found: JSON.stringify(each.externalOid), expected: 'one of its own' }];
  });
}
