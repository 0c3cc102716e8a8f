import { bareNumber } from '@prate/mexc-protocol';
import type { Issue } from '../errors';
import { bareIfGiven } from './bare-if-given';
import { isHedge, leverage, leverageIssues, openType, orderType, positionMode, priceIssues, reduceOnlyIssues, side } from './order-rules';
import { boolean, externalOid, optional, positiveDecimal, symbol, venueId } from './parameter-rules';

/** What every way of placing an order takes: one by one, in a batch, by the older address. */
export interface PlainOrder {
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
}

export const plainOrderRules = {
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
};

export function plainOrderIssues(order: PlainOrder): readonly Issue[] {
  return [
    ...priceIssues(order.type, order.price),
    ...reduceOnlyIssues(order.positionMode, order.reduceOnly),
    ...leverageIssues(order.side, order.leverage, order.reduceOnly),
  ];
}

/** In the order of the reference's vectors; `reduceOnly` never leaves in hedge mode. */
export function plainOrderBody(order: PlainOrder) {
  return {
    symbol: order.symbol,
    side: order.side,
    type: order.type,
    vol: bareNumber(order.vol),
    price: bareIfGiven(order.price),
    leverage: order.leverage,
    openType: order.openType,
    positionMode: order.positionMode,
    externalOid: order.externalOid,
    reduceOnly: isHedge(order.positionMode) ? undefined : order.reduceOnly,
    positionId: bareIfGiven(order.positionId),
  };
}
