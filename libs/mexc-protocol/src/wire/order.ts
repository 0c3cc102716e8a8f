/** An order as read (reference 5.9). Ids and decimals are text, codes small integers, times ms. */
export interface WireOrder {
  readonly orderId: string;
  readonly symbol: string;
  /** `0` until a fill links a position. */
  readonly positionId: string;
  /** Of a market order this is a derived number that means nothing; of a liquidation the takeover price. */
  readonly price: string;
  /** `price` with 18 decimals. */
  readonly priceStr?: string;
  /** Contracts ordered. */
  readonly vol: string;
  /** 0 on some closes. */
  readonly leverage: number;
  readonly side: number;
  readonly category: number;
  readonly orderType: number;
  /** 0 when unfilled. */
  readonly dealAvgPrice: string;
  /** `dealAvgPrice` with 18 decimals. */
  readonly dealAvgPriceStr?: string;
  /** Contracts filled. */
  readonly dealVol: string;
  /** Margin of the whole order. */
  readonly orderMargin?: string;
  /** The part of it that has become margin of a position. */
  readonly usedMargin?: string;
  readonly takerFee?: string;
  readonly makerFee?: string;
  /** Result of what this order closed, without fees. */
  readonly profit?: string;
  readonly feeCurrency?: string;
  readonly openType: number;
  readonly state: number;
  /** Client order id; `_m_…` is of the web page, `CHASE_LIMIT…` of a chase. */
  readonly externalOid?: string;
  /** Why it ended: 6.3 of the reference. */
  readonly errorCode: number;
  readonly stopLossPrice?: string;
  readonly takeProfitPrice?: string;
  readonly lossTrend?: number;
  readonly profitTrend?: number;
  /** 0 or 1. */
  readonly priceProtect?: number;
  /** 0 where it was not recorded. */
  readonly positionMode?: number;
  readonly reduceOnly?: boolean;
  readonly bboTypeNum?: number;
  /** Counts the changes of this order. */
  readonly version?: number;
  /** The next two are meant for the venue's own page. */
  readonly showCancelReason?: number;
  readonly showProfitRateShare?: number;
  readonly totalFee?: string;
  readonly pnlRate?: string;
  readonly openAvgPrice?: string;
  /** What another exchange would have cost, by the venue's account. */
  readonly zeroSaveTotalFeeBinance?: string;
  readonly zeroTradeTotalFeeBinance?: string;
  readonly createTime: number;
  readonly updateTime: number;
}

/** Answer of `order/create`. */
export interface WireOrderCreated {
  readonly orderId: string;
  /** ms since the epoch, where the venue gives it. */
  readonly ts?: number;
}

/** One row of the answer to a cancel: 0 accepted, 2040 unknown, 2041 already final. */
export interface WireCancelResult {
  readonly orderId: string;
  readonly errorCode: number;
  readonly errorMsg?: string;
}

/** One row of the answer to `submit_batch`, in the order of the request: 0 accepted. */
export interface WireBatchOrderResult {
  /** Absent where this order was refused. */
  readonly orderId?: string;
  readonly externalOid?: string;
  readonly errorCode: number;
  readonly errorMsg?: string;
}

/** Working orders by kind. */
export interface WireOpenOrderCounts {
  readonly sumCount: number;
  readonly limitOrderCount: number;
  readonly stopOrderCount: number;
  readonly planOrderCount: number;
  readonly trackOrderCount: number;
}
