/** Funding of a contract, now (reference 4.6). */
export interface WireFundingRate {
  readonly symbol: string;
  /** What will apply at `nextSettleTime`; moves until then. A fraction. */
  readonly fundingRate: string;
  readonly maxFundingRate?: string;
  readonly minFundingRate?: string;
  /** Hours between settlements: 8, 4, 1 … */
  readonly collectCycle?: number;
  /** ms since the epoch. */
  readonly nextSettleTime?: number;
  readonly timestamp?: number;
  readonly idxPrice?: string;
  readonly fairPrice?: string;
}

/** Funding as it was settled (reference 4.10). */
export interface WireFundingSettlement {
  readonly symbol: string;
  readonly fundingRate: string;
  /** ms since the epoch. */
  readonly settleTime: number;
  /** Hours. */
  readonly collectCycle?: number;
}

/** Funding of an own position (reference 5.3). */
export interface WireFundingRecord {
  readonly id: string;
  readonly symbol: string;
  readonly positionId?: string;
  /** 1 long, 2 short. */
  readonly positionType: number;
  readonly positionValue: string;
  /** Received is positive, paid is negative; settle coin. */
  readonly funding: string;
  readonly rate: string;
  /** ms since the epoch. */
  readonly settleTime: number;
}
