/** An order as read (reference 5.9). Ids and decimals are text, codes small integers, times ms. */
export interface WireOrder {
  readonly orderId: string;
  readonly symbol: string;
  /** `0` until a fill links a position. */
  readonly positionId: string;
  /** Of a market order this is a derived number that means nothing. */
  readonly price: string;
  /** Contracts ordered. */
  readonly vol: string;
  readonly leverage: number;
  readonly side: number;
  readonly category: number;
  readonly orderType: number;
  /** 0 when unfilled. */
  readonly dealAvgPrice: string;
  /** Contracts filled. */
  readonly dealVol: string;
  readonly orderMargin?: string;
  readonly usedMargin?: string;
  readonly takerFee?: string;
  readonly makerFee?: string;
  readonly profit?: string;
  readonly feeCurrency?: string;
  readonly openType: number;
  readonly state: number;
  readonly externalOid?: string;
  readonly errorCode: number;
  readonly positionMode?: number;
  readonly reduceOnly?: boolean;
  readonly version?: number;
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
