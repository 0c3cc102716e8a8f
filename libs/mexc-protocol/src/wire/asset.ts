/** One currency of the account (reference 5.1). */
export interface WireAsset {
  readonly currency: string;
  /** Locked in positions. */
  readonly positionMargin: string;
  /** Locked in open orders. */
  readonly frozenBalance: string;
  readonly availableBalance: string;
  /** All of it, unrealised profit included. */
  readonly equity: string;
  readonly unrealized: string;
  /** What may be withdrawn, rounded. */
  readonly cashBalance?: string;
  readonly bonus?: string;
  /** ms since the epoch. */
  readonly bonusExpireTime?: number;
  /** What may be transferred. */
  readonly availableCash?: string;
  /** What may open positions. */
  readonly availableOpen?: string;
  /** Multi-asset margin only. */
  readonly debtAmount?: string;
  readonly contributeMarginAmount?: string;
  readonly vcoinId?: string;
}

/** A transfer between spot and contract account (reference 5.1). */
export interface WireTransferRecord {
  readonly id: string;
  readonly txid?: string;
  readonly currency: string;
  readonly amount: string;
  /** IN or OUT. */
  readonly type: string;
  /** WAIT, SUCCESS or FAILED. */
  readonly state: string;
  /** ms since the epoch. */
  readonly createTime: number;
  readonly updateTime?: number;
}
