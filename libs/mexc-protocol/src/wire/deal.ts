/** A fill of one of our orders (reference 5.9). Ids and decimals are text, codes small integers, times ms. */
export interface WireDeal {
  /** Of the fill. */
  readonly id: string;
  readonly orderId: string;
  readonly symbol: string;
  readonly side: number;
  /** Contracts. */
  readonly vol: string;
  readonly price: string;
  /** More than 0 was paid, less than 0 received. */
  readonly fee: string;
  readonly feeCurrency: string;
  /** Result of what this fill closed, without fees. */
  readonly profit?: string;
  readonly category?: number;
  readonly positionMode?: number;
  /** Whether it took liquidity; the venue's pages say `isTaker` and its answers `taker`, both are read. */
  readonly taker?: boolean;
  readonly externalOid?: string;
  readonly reduceOnly?: boolean;
  /** Whether both sides were of this account. */
  readonly isSelf?: boolean;
  readonly opponentOrderId?: string;
  readonly timestamp: number;
}

/** What a fill's fee was paid with. */
export interface WireFeeDetail {
  /** Of the fill. */
  readonly id: string;
  readonly orderId: string;
  readonly symbol?: string;
  readonly feeCurrency: string;
  readonly fee: string;
  readonly deductType?: number;
  readonly deductFeeCurrency?: string;
  readonly deductFee?: string;
  readonly timestamp: number;
}
