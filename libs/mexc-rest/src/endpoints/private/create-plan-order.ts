import { orderIdSchema } from '@prate/mexc-protocol/schemas';
import type { Issue } from '../../errors';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { type AttachedStops, attachedStopsBody, attachedStopsIssues, attachedStopsRules } from '../attached-stops';
import { checkParameters } from '../check-parameters';
import { isHedge, positionMode, reduceOnlyIssues, zeroOrOne } from '../order-rules';
import { boolean, optional } from '../parameter-rules';
import { type PlainPlanOrder, plainPlanOrderBody, plainPlanOrderIssues, plainPlanOrderRules } from '../plain-plan-order';

export interface CreatePlanOrderParameters extends PlainPlanOrder, AttachedStops {
  /** 1: does not fire while last and fair price are too far apart. */
  readonly priceProtect?: number;
  /** 1 hedge, 2 one-way; always said, never left to the venue's default. */
  readonly positionMode: number;
  /** One-way mode only. */
  readonly reduceOnly?: boolean;
}

const rules = {
  ...plainPlanOrderRules,
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
    ...plainPlanOrderBody(parameters),
    priceProtect: parameters.priceProtect,
    positionMode: parameters.positionMode,
    reduceOnly: isHedge(parameters.positionMode) ? undefined : parameters.reduceOnly,
    ...attachedStopsBody(parameters),
  };
  return send({ endpoint: 'create-plan-order', body, read: one(orderIdSchema) }, options);
}

function combinations(order: CreatePlanOrderParameters): readonly Issue[] {
  return [...plainPlanOrderIssues(order), ...reduceOnlyIssues(order.positionMode, order.reduceOnly), ...attachedStopsIssues(order)];
}
