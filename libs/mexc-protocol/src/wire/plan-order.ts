/** A plan (trigger) order as read (reference 5.10). Ids and decimals are text, codes small integers, times ms. */
export interface WirePlanOrder {
  readonly id: string;
  readonly symbol: string;
  readonly leverage?: number;
  readonly side: number;
  readonly triggerPrice: string;
  /** Absent on market plan orders. */
  readonly price?: string;
  /** Contracts. */
  readonly vol: string;
  readonly openType: number;
  readonly triggerType: number;
  /** States of their own: `planStateCodes`. */
  readonly state: number;
  /** **Hours**, other than in the request; 87600 never ends. */
  readonly executeCycle: number;
  readonly trend: number;
  readonly orderType: number;
  /** The order it became; absent or `0` until then. */
  readonly orderId?: string;
  readonly errorCode?: number;
  /** 0 or 1. */
  readonly priceProtect?: number;
  readonly positionMode?: number;
  readonly lossTrend?: number;
  readonly profitTrend?: number;
  readonly stopLossPrice?: string;
  readonly takeProfitPrice?: string;
  readonly reduceOnly?: boolean;
  readonly marketOrderLevel?: number;
  readonly extraTakerFeeRate?: string;
  readonly createTime: number;
  readonly updateTime: number;
}
