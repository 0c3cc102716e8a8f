/** A take-profit / stop-loss order as read (reference 5.11). Ids and decimals are text, codes small integers, times ms. */
export interface WireStopOrder {
  readonly id: string;
  /** The limit order it hangs on; `0` where it hangs on a position. */
  readonly orderId: string;
  readonly symbol: string;
  readonly positionId: string;
  readonly lossTrend?: number;
  readonly profitTrend?: number;
  readonly stopLossPrice?: string;
  readonly takeProfitPrice?: string;
  /** States of their own: `stopStateCodes`. */
  readonly state: number;
  readonly triggerSide: number;
  readonly positionType: number;
  /** Contracts. */
  readonly vol: string;
  readonly takeProfitVol?: string;
  readonly stopLossVol?: string;
  /** Contracts placed. */
  readonly realityVol?: string;
  /** The order it became; absent or `0` until then. */
  readonly placeOrderId?: string;
  readonly errorCode?: number;
  /** 0 or 1. */
  readonly isFinished?: number;
  readonly version?: number;
  /** 0 or 1. */
  readonly priceProtect?: number;
  /** `SAME` or `SEPARATE`. */
  readonly profitLossVolType?: string;
  readonly volType?: number;
  /** 1 yes, 2 no. */
  readonly takeProfitReverse?: number;
  /** 1 yes, 2 no. */
  readonly stopLossReverse?: number;
  readonly takeProfitType?: number;
  readonly takeProfitOrderPrice?: string;
  readonly stopLossType?: number;
  readonly stopLossOrderPrice?: string;
  readonly closeTryTimes?: number;
  readonly reverseTryTimes?: number;
  readonly reverseErrorCode?: number;
  readonly createTime: number;
  readonly updateTime: number;
}

/** One execution of such an order, by the documentation of April 2025. */
export interface WireStopOrderDetail {
  readonly id: string;
  readonly stopOrderId?: string;
  readonly orderId?: string;
  readonly symbol: string;
  readonly positionId?: string;
  readonly stopLossPrice?: string;
  readonly takeProfitPrice?: string;
  /** Absent until triggered; equals one of the two prices. */
  readonly triggerPrice?: string;
  /** States of their own: `stopDetailStateCodes`. */
  readonly state: number;
  readonly positionType?: number;
  readonly vol: string;
  readonly realityVol?: string;
  readonly placeOrderId?: string;
  readonly errorCode?: number;
  readonly createTime?: number;
  readonly updateTime?: number;
}
