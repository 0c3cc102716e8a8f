/** An open position (reference 5.3). The venue's list carries no unrealised profit. */
export interface WirePosition {
  readonly positionId: string;
  readonly symbol: string;
  readonly positionType: number;
  readonly openType: number;
  readonly state: number;
  /** Contracts held. */
  readonly holdVol: string;
  /** Contracts reserved by working close orders. */
  readonly frozenVol: string;
  readonly closeVol: string;
  readonly holdAvgPrice: string;
  /** The same with all digits, where given. */
  readonly holdAvgPriceFullyScale?: string;
  readonly openAvgPrice: string;
  readonly liquidatePrice?: string;
  /** Original and current margin, settle coin. */
  readonly oim: string;
  readonly im: string;
  /** Funding so far: received is positive. */
  readonly holdFee?: string;
  readonly realised: string;
  readonly leverage: number;
  readonly marginRatio?: string;
  readonly adlLevel?: number | null;
  readonly createTime: number;
  readonly updateTime: number;
}

/** One row of `position/leverage` (reference 5.4). */
export interface WireLeverage {
  readonly positionType: number;
  readonly openType: number;
  readonly leverage: number;
}
