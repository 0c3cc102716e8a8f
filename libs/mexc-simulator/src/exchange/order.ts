import { type DecimalText, divide, multiply, subtract } from '@prate/execution-interface/decimal';
import type { OpenTypeWord, OrderReasonWord, OrderStateWord, OrderTypeWord, PositionModeWord, SideWord } from '@prate/mexc-protocol';
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
}

/** An order as the exchange keeps it. Contracts and settle-coin amounts are decimal text. */
export interface SimulatedOrder {
  readonly orderId: string;
  readonly symbol: string;
  readonly side: SideWord;
  readonly type: OrderTypeWord;
  readonly openType: OpenTypeWord;
  readonly positionMode: PositionModeWord;
  readonly isReduceOnly: boolean;
  readonly externalOid: string;
  /** 0 on orders that only close. */
  readonly leverage: number;
  /** The limit; of a market order a protective price that means nothing. */
  readonly price: DecimalText;
  /** The same in whole ticks: compared with every second of the path. */
  readonly priceTicks: number;
  readonly vol: DecimalText;
  readonly createdAtMs: number;
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
  return subtract(order.vol, order.dealVol);
}

/** The part of the order's margin that its fills have used: orderMargin·dealVol/vol (reference 9.6). */
export function usedMargin(order: SimulatedOrder): DecimalText {
  return divide(multiply(order.orderMargin, order.dealVol), order.vol, QUOTIENT_SCALE);
}

/** What a working order still keeps frozen, settle coin. */
export function frozenMargin(order: SimulatedOrder): DecimalText {
  return order.state === 'working' ? subtract(order.orderMargin, usedMargin(order)) : '0';
}
