import type { WirePlanOrder } from './plan-order';
import type { WireStopOrder } from './stop-order';
import type { WireTrackOrder } from './track-order';

/** Private pushes about orders and fills (reference 8.6 to 8.8). Ids and decimals are text, codes small integers, times ms. */

/** `push.personal.order`. */
export interface WirePushOrder {
  readonly orderId: string;
  readonly symbol: string;
  /** `0` until a fill links a position. */
  readonly positionId?: string;
  readonly price: string;
  /** Contracts ordered. */
  readonly vol: string;
  readonly leverage?: number;
  readonly side: number;
  readonly sideType?: 'buy' | 'sell';
  readonly positionType?: 'long' | 'short';
  readonly category: number;
  readonly orderType: number;
  readonly dealAvgPrice: string;
  /** Contracts filled. */
  readonly dealVol: string;
  /** Contracts still to fill; 0 when nothing more will. */
  readonly remainVol?: string;
  readonly orderMargin?: string;
  readonly usedMargin?: string;
  readonly takerFee?: string;
  readonly makerFee?: string;
  readonly takerFeeRate?: string;
  readonly makerFeeRate?: string;
  /** Closing profit before fees, settle coin. */
  readonly profit?: string;
  readonly feeCurrency?: string;
  readonly openType: number;
  readonly state: number;
  /** Why it ended; 0 is normal. */
  readonly errorCode: number;
  readonly externalOid?: string;
  /** 1 hedge, 2 one-way, 0 not recorded. */
  readonly positionMode?: number;
  readonly reduceOnly?: boolean;
  readonly bboTypeNum?: number;
  readonly stopLossPrice?: string;
  readonly takeProfitPrice?: string;
  readonly version?: number;
  readonly createTime: number;
  readonly updateTime: number;
}

/** `push.personal.order.deal`: one fill. */
export interface WirePushOrderDeal {
  /** Trade id. */
  readonly id: string;
  readonly symbol: string;
  readonly side: number;
  /** Contracts of this fill. */
  readonly vol: string;
  readonly price: string;
  /** Positive is paid. */
  readonly fee: string;
  readonly feeCurrency?: string;
  /** Profit of this fill before fees, where it closes. */
  readonly profit?: string;
  /** The venue writes `taker` or `isTaker`; always `taker` here. */
  readonly taker: boolean;
  readonly category?: number;
  readonly orderId: string;
  readonly externalOid?: string;
  readonly positionMode?: number;
  readonly isSelf?: boolean;
  readonly reduceOnly?: boolean;
  readonly timestamp: number;
}

/** `push.personal.plan.order`. */
export interface WirePushPlanOrder extends Omit<WirePlanOrder, 'executeCycle'> {
  /** Hours. */
  readonly executeCycle?: number;
}

/** `push.personal.stop.planorder`: take-profit and stop-loss of a position or an order. */
export interface WirePushStopPlanOrder extends Omit<WireStopOrder, 'orderId'> {
  /** `0` or absent when attached to a position. */
  readonly orderId?: string;
}

/** `push.personal.stop.order`: take-profit and stop-loss prices on a limit order changed. */
export interface WirePushStopOrder {
  readonly symbol: string;
  readonly orderId: string;
  readonly lossTrend?: number;
  readonly profitTrend?: number;
  readonly stopLossPrice?: string;
  readonly takeProfitPrice?: string;
}

/** `push.personal.track.order`: a trailing order. */
export type WirePushTrackOrder = WireTrackOrder;

/** `push.personal.order.chase`: chasing failed for symbol `s` with code `ec`. */
export interface WirePushOrderChase {
  readonly ec: number;
  readonly s: string;
}
