/** A trailing order as read (reference 5.12). Ids and decimals are text, codes small integers, times ms. */
export interface WireTrackOrder {
  readonly id: string;
  readonly symbol: string;
  readonly leverage?: number;
  readonly side: number;
  /** Contracts. */
  readonly vol: string;
  readonly openType: number;
  readonly trend: number;
  /** `0` or absent: active at once. */
  readonly activePrice?: string;
  /** The extreme since it became active. */
  readonly markPrice?: string;
  readonly backType: number;
  /** A share (0.02 is 2 %) or a difference of prices, by `backType`. */
  readonly backValue: string;
  /** Moves with `markPrice`. */
  readonly triggerPrice?: string;
  readonly triggerType?: number;
  /** The order it became; `0` or absent until then. */
  readonly orderId?: string;
  readonly errorCode?: number;
  /** States of their own: `trackStateCodes`. */
  readonly state: number;
  readonly positionMode?: number;
  readonly reduceOnly?: boolean;
  readonly createTime: number;
  readonly updateTime: number;
}
