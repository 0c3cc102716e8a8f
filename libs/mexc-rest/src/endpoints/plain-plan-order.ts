import { bareNumber } from '@prate/mexc-protocol';
import type { Issue } from '../errors';
import { bareIfGiven } from './bare-if-given';
import { executeCycle, leverage, leverageIssues, openType, orderType, priceIssues, side, trend, triggerType } from './order-rules';
import { optional, positiveDecimal, symbol } from './parameter-rules';

/** What both ways of placing a plan (trigger) order take. */
export interface PlainPlanOrder {
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
}

export const plainPlanOrderRules = {
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
};

/** An order that only reduces opens nothing: it needs no leverage. */
export function plainPlanOrderIssues(order: PlainPlanOrder & { readonly reduceOnly?: boolean }): readonly Issue[] {
  return [...priceIssues(order.orderType, order.price), ...leverageIssues(order.side, order.leverage, order.reduceOnly)];
}

export function plainPlanOrderBody(order: PlainPlanOrder) {
  return {
    symbol: order.symbol,
    side: order.side,
    vol: bareNumber(order.vol),
    leverage: order.leverage,
    openType: order.openType,
    triggerPrice: bareNumber(order.triggerPrice),
    triggerType: order.triggerType,
    executeCycle: order.executeCycle,
    orderType: order.orderType,
    trend: order.trend,
    price: bareIfGiven(order.price),
  };
}
