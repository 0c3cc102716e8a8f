import { bareNumber, type WireBatchOrderResult } from '@prate/mexc-protocol';
import { batchOrderResultSchema } from '@prate/mexc-protocol/schemas';
import type { Issue } from '../../errors';
import { listOf as readList } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import {
  isHedge,
  leverage,
  leverageIssues,
  openType,
  orderType,
  positionMode,
  priceIssues,
  reduceOnlyIssues,
  side,
  stpMode,
  wholeOrderIssues,
} from '../order-rules';
import { boolean, externalOid, listOf, objectOf, optional, positiveDecimal, symbol, venueId } from '../parameter-rules';
import type { CreateOrderParameters } from './create-order';

/** As of `createOrder`, without attached prices; `stpMode` must be said. */
export type BatchOrder = Omit<
  CreateOrderParameters,
  'stopLossPrice' | 'takeProfitPrice' | 'lossTrend' | 'profitTrend' | 'priceProtect' | 'bboTypeNum'
> & {
  /** When it would meet an order of the same account: 0 nothing, 1 cancel both, 2 the maker, 3 the taker. */
  readonly stpMode: number;
};

export interface SubmitBatchParameters {
  /** 1 to 50. */
  readonly orders: readonly BatchOrder[];
}

const order = objectOf({
  symbol,
  side,
  type: orderType,
  vol: positiveDecimal,
  price: optional(positiveDecimal),
  openType,
  leverage: optional(leverage),
  positionMode,
  reduceOnly: optional(boolean),
  positionId: optional(venueId),
  externalOid,
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
    symbol: each.symbol,
    side: each.side,
    type: each.type,
    vol: bareNumber(each.vol),
    price: bareIfGiven(each.price),
    leverage: each.leverage,
    openType: each.openType,
    positionMode: each.positionMode,
    externalOid: each.externalOid,
    reduceOnly: isHedge(each.positionMode) ? undefined : each.reduceOnly,
    positionId: bareIfGiven(each.positionId),
    marketCeiling: each.marketCeiling,
    flashClose: each.flashClose,
    stpMode: each.stpMode,
  };
}

function issuesOf(each: BatchOrder, index: number): readonly Issue[] {
  const issues = [
    ...priceIssues(each.type, each.price),
    ...reduceOnlyIssues(each.positionMode, each.reduceOnly),
    ...leverageIssues(each.side, each.leverage, each.reduceOnly),
    ...wholeOrderIssues(each),
  ];
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
