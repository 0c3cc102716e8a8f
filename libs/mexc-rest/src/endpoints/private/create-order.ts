import type { WireOrderCreated } from '@prate/mexc-protocol';
import { orderCreatedSchema } from '@prate/mexc-protocol/schemas';
import type { Issue } from '../../errors';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { type AttachedStops, attachedStopsBody, attachedStopsIssues, attachedStopsRules } from '../attached-stops';
import { checkParameters } from '../check-parameters';
import { bboType, stpMode, wholeOrderIssues, zeroOrOne } from '../order-rules';
import { boolean, optional } from '../parameter-rules';
import { type PlainOrder, plainOrderBody, plainOrderIssues, plainOrderRules } from '../plain-order';

export interface CreateOrderParameters extends PlainOrder, AttachedStops {
  /** 1: attached prices do not fire while last and fair price are too far apart. */
  readonly priceProtect?: number;
  /** Takes the whole balance, whatever `vol` says: of opening market orders only. */
  readonly marketCeiling?: boolean;
  /** Quick close: of closing orders only. */
  readonly flashClose?: boolean;
  /** Takes the price from the book: 0 no, 1 opposite best, 2 opposite fifth, 3 same side best, 4 same side fifth; not of market orders. */
  readonly bboTypeNum?: number;
  /** When it would meet an order of the same account: 0 nothing, 1 cancel both, 2 the maker, 3 the taker. */
  readonly stpMode?: number;
}

const rules = {
  ...plainOrderRules,
  ...attachedStopsRules,
  priceProtect: optional(zeroOrOne),
  marketCeiling: optional(boolean),
  flashClose: optional(boolean),
  bboTypeNum: optional(bboType),
  stpMode: optional(stpMode),
};

/**
 * Places one order. Never repeated, at any level. An answer means *accepted*, not filled. Source: reference 5.7. Permission: Order Placing.
 *
 * @returns the venue's id as text, and its time in ms where given
 * @throws {InvalidRequestError | CredentialsMissingError} nothing was sent
 * @throws {MexcApiError} `proves: 'refused'`: there is no such order; `'nothing'`: there may be one
 * @throws {TransportError} `proves: 'not-sent'` or `'refused'`: there is none; `'nothing'`: there may be one
 * @throws {UnreadableResponseError} there may be one: ask by `externalOid`
 */
export async function createOrder(send: SendRequest, parameters: CreateOrderParameters, options?: CallOptions): Promise<WireOrderCreated> {
  checkParameters('create-order', parameters, rules, combinations);
  const body = {
    ...plainOrderBody(parameters),
    ...attachedStopsBody(parameters),
    priceProtect: parameters.priceProtect,
    marketCeiling: parameters.marketCeiling,
    flashClose: parameters.flashClose,
    bboTypeNum: parameters.bboTypeNum,
    stpMode: parameters.stpMode,
  };
  return send({ endpoint: 'create-order', body, read: one(orderCreatedSchema) }, options);
}

function combinations(order: CreateOrderParameters): readonly Issue[] {
  return [...plainOrderIssues(order), ...attachedStopsIssues(order), ...wholeOrderIssues(order)];
}
