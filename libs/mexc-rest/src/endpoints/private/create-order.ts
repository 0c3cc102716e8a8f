import { bareNumber, type WireOrderCreated } from '@prate/mexc-protocol';
import { orderCreatedSchema } from '@prate/mexc-protocol/schemas';
import type { Issue } from '../../errors';
import { one } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { type AttachedStops, attachedStopsBody, attachedStopsIssues, attachedStopsRules } from '../attached-stops';
import { bareIfGiven } from '../bare-if-given';
import { checkParameters } from '../check-parameters';
import {
  bboType,
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
  zeroOrOne,
} from '../order-rules';
import { boolean, externalOid, optional, positiveDecimal, symbol, venueId } from '../parameter-rules';

export interface CreateOrderParameters extends AttachedStops {
  readonly symbol: string;
  /** 1 open long, 2 close short, 3 open short, 4 close long. */
  readonly side: number;
  /** 1 limit, 2 post-only, 3 IOC, 4 FOK, 5 market. 6 is never sent. */
  readonly type: number;
  /** Contracts, decimal text. */
  readonly vol: string;
  /** Decimal text; of every type but market. */
  readonly price?: string;
  /** 1 isolated, 2 cross. */
  readonly openType: number;
  /** Whole times; on every order that opens. */
  readonly leverage?: number;
  /** 1 hedge, 2 one-way; always said, never left to the venue's default. */
  readonly positionMode: number;
  /** One-way mode only. */
  readonly reduceOnly?: boolean;
  /** The position that a close is for. */
  readonly positionId?: string;
  /** Client order id: what the order is found by when no answer comes. */
  readonly externalOid: string;
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
    symbol: parameters.symbol,
    side: parameters.side,
    type: parameters.type,
    vol: bareNumber(parameters.vol),
    price: bareIfGiven(parameters.price),
    leverage: parameters.leverage,
    openType: parameters.openType,
    positionMode: parameters.positionMode,
    externalOid: parameters.externalOid,
    reduceOnly: isHedge(parameters.positionMode) ? undefined : parameters.reduceOnly,
    positionId: bareIfGiven(parameters.positionId),
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
  return [
    ...priceIssues(order.type, order.price),
    ...reduceOnlyIssues(order.positionMode, order.reduceOnly),
    ...leverageIssues(order.side, order.leverage, order.reduceOnly),
    ...attachedStopsIssues(order),
    ...wholeOrderIssues(order),
  ];
}
