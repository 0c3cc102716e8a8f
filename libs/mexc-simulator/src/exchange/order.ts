import { type DecimalText, divide, multiply, subtract } from '@prate/execution-interface/decimal';
import type {
  BboTypeWord,
  OpenTypeWord,
  OrderCategoryWord,
  OrderReasonWord,
  OrderStateWord,
  OrderTypeWord,
  PositionModeWord,
  SideWord,
  StpModeWord,
} from '@prate/mexc-protocol';
import type { AttachedStops } from './attached-stops';
import { QUOTIENT_SCALE } from './margin';
import { sideMeanings } from './sides';

/** What a client asks for, read from the body of `order/create` (reference 5.7). */
export interface OrderRequest {
  readonly symbol: string;
  readonly side: SideWord;
  readonly type: OrderTypeWord;
  readonly vol: DecimalText;
  /** Absent for market orders. */
  readonly price?: DecimalText;
  readonly openType: OpenTypeWord;
  readonly leverage?: number;
  readonly positionMode?: PositionModeWord;
  readonly isReduceOnly: boolean;
  readonly positionId?: string;
  /** Empty when the client gave none. */
  readonly externalOid: string;
  /** Take-profit and stop-loss that travel with it. */
  readonly stops?: AttachedStops;
  /** A limit taken from the book on arrival, instead of `price`. */
  readonly bboType?: BboTypeWord;
  /** What happens when it would meet an order of the same account; absent: they trade. */
  readonly stpMode?: StpModeWord;
  /** As many contracts as the free balance carries, instead of `vol`. */
  readonly isMarketCeiling?: boolean;
}

/** An order as the exchange keeps it. Contracts and settle-coin amounts are decimal text. */
export interface SimulatedOrder {
  readonly orderId: string;
  readonly symbol: string;
  readonly side: SideWord;
  readonly type: OrderTypeWord;
  /** Who sent it: the account, or the system that liquidates or deleverages. */
  readonly category: OrderCategoryWord;
  readonly openType: OpenTypeWord;
  readonly positionMode: PositionModeWord;
  readonly isReduceOnly: boolean;
  readonly externalOid: string;
  /** 0 on orders that only close. */
  readonly leverage: number;
  /** The limit; of a market order a protective price that means nothing. */
  price: DecimalText;
  /** The same in whole ticks. */
  priceTicks: number;
  readonly vol: DecimalText;
  readonly createdAtMs: number;
  readonly bboType?: BboTypeWord;
  readonly stpMode?: StpModeWord;
  /** Take-profit and stop-loss that travel with it; what is filled has them on its position. */
  stops?: AttachedStops;
  state: OrderStateWord;
  reason: OrderReasonWord;
  positionId: string;
  dealVol: DecimalText;
  dealAvgPrice: DecimalText;
  orderMargin: DecimalText;
  takerFee: DecimalText;
  makerFee: DecimalText;
  profit: DecimalText;
  version: number;
  updatedAtMs: number;
}

/** Whether the order can only make a position smaller. */
export function onlyCloses(order: Pick<SimulatedOrder, 'side' | 'isReduceOnly'>): boolean {
  return order.isReduceOnly || sideMeanings[order.side].effect === 'close';
}

export function isFinal(order: SimulatedOrder): boolean {
  return order.state === 'filled' || order.state === 'cancelled' || order.state === 'invalid';
}

export function remainingVol(order: SimulatedOrder): DecimalText {
  if (order.dealVol === '0') return order.vol;
  return order.dealVol === order.vol ? '0' : subtract(order.vol, order.dealVol);
}

/** The part of the order's margin that its fills have used: orderMargin·dealVol/vol (reference 9.6). */
export function usedMargin(order: SimulatedOrder): DecimalText {
  return divide(multiply(order.orderMargin, order.dealVol), order.vol, QUOTIENT_SCALE);
}

/** What a working order still keeps frozen, settle coin. */
export function frozenMargin(order: SimulatedOrder): DecimalText {
  if (order.state !== 'working') return '0';
  if (order.dealVol === '0' || order.orderMargin === '0') return order.orderMargin;
  return order.dealVol === order.vol ? '0' : subtract(order.orderMargin, usedMargin(order));
}
