import { bareNumber } from '@prate/mexc-protocol';
import { orderIdSchema } from '@prate/mexc-protocol/schemas';
import type { Issue } from '../../errors';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { type AttachedStops, attachedStopsBody, attachedStopsIssues, attachedStopsRules } from '../attached-stops';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import {
  executeCycle,
  isHedge,
  leverage,
  leverageIssues,
  openType,
  orderType,
  positionMode,
  priceIssues,
  reduceOnlyIssues,
  side,
  trend,
  triggerType,
  zeroOrOne,
} from '../order-rules';
import { boolean, optional, positiveDecimal, symbol } from '../parameter-rules';

export interface CreatePlanOrderParameters extends AttachedStops {
  readonly symbol: string;
  /** 1 open long, 2 close short, 3 open short, 4 close long. */
  readonly side: number;
  /** Contracts, decimal text. */
  readonly vol: string;
  /** Whole times; on every order that opens. */
  readonly leverage?: number;
  /** 1 isolated, 2 cross. */
  readonly openType: number;
  /** Decimal text. */
  readonly triggerPrice: string;
  /** Fires when the price is: 1 at or above, 2 at or below. */
  readonly triggerType: number;
  /** Waits for: 1 one day, 2 seven days. */
  readonly executeCycle: number;
  /** Of the order it becomes: 1 limit, 2 post-only, 3 IOC, 4 FOK, 5 market. */
  readonly orderType: number;
  /** The price it watches: 1 last, 2 fair, 3 index. */
  readonly trend: number;
  /** Decimal text; of every type but market. */
  readonly price?: string;
  /** 1: does not fire while last and fair price are too far apart. */
  readonly priceProtect?: number;
  /** 1 hedge, 2 one-way; always said, never left to the venue's default. */
  readonly positionMode: number;
  /** One-way mode only. */
  readonly reduceOnly?: boolean;
}

const rules = {
  symbol,
  side,
  vol: positiveDecimal,
  leverage: optional(leverage),
  openType,
  triggerPrice: positiveDecimal,
  triggerType,
  executeCycle,
  orderType,
  trend,
  price: optional(positiveDecimal),
  priceProtect: optional(zeroOrOne),
  positionMode,
  reduceOnly: optional(boolean),
  ...attachedStopsRules,
};

/**
 * Places a plan (trigger) order. It takes no client order id: after an error that proves nothing, look through `listPlanOrders`.
 * Never repeated. Source: reference 5.10 and 10.15. Permission: Order Placing.
 *
 * @returns its id
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether there may be one
 */
export async function createPlanOrder(send: SendRequest, parameters: CreatePlanOrderParameters, options?: CallOptions): Promise<string> {
  checkParameters('create-plan-order', parameters, rules, combinations);
  const body = {
    symbol: parameters.symbol,
    side: parameters.side,
    vol: bareNumber(parameters.vol),
    leverage: parameters.leverage,
    openType: parameters.openType,
    triggerPrice: bareNumber(parameters.triggerPrice),
    triggerType: parameters.triggerType,
    executeCycle: parameters.executeCycle,
    orderType: parameters.orderType,
    trend: parameters.trend,
    price: bareIfGiven(parameters.price),
    priceProtect: parameters.priceProtect,
    positionMode: parameters.positionMode,
    reduceOnly: isHedge(parameters.positionMode) ? undefined : parameters.reduceOnly,
    ...attachedStopsBody(parameters),
  };
  return send({ endpoint: 'create-plan-order', body, read: one(orderIdSchema) }, options);
}

function combinations(order: CreatePlanOrderParameters): readonly Issue[] {
  return [
    ...priceIssues(order.orderType, order.price),
    ...reduceOnlyIssues(order.positionMode, order.reduceOnly),
    ...leverageIssues(order.side, order.leverage, order.reduceOnly),
    ...attachedStopsIssues(order),
  ];
}
