import type { WireRiskLimit } from './risk-limit';

/** A position, open or closed (reference 5.3). The venue's list carries no unrealised profit. */
export interface WirePosition {
  readonly positionId: string;
  readonly symbol: string;
  readonly positionType: number;
  readonly openType: number;
  /** 1 holding, 2 held by the system, 3 closed. */
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
  readonly openAvgPriceFullyScale?: string;
  /** 0 until something was closed. */
  readonly closeAvgPrice?: string;
  readonly newOpenAvgPrice?: string;
  readonly newCloseAvgPrice?: string;
  /** Of an isolated position; an estimate, or 0, of a cross one. */
  readonly liquidatePrice?: string;
  /** Original and current margin, settle coin. */
  readonly oim: string;
  readonly im: string;
  /** Funding so far: received is positive. */
  readonly holdFee?: string;
  /** `closeProfitLoss` with fees and funding. */
  readonly realised: string;
  readonly closeProfitLoss?: string;
  /** Paid is negative since 2025, positive before (reference 10.26); `totalFee` is the magnitude. */
  readonly fee?: string;
  readonly totalFee?: string;
  readonly deductFeeList?: readonly WireDeductedFee[];
  readonly leverage: number;
  /** Liquidation at 1. */
  readonly marginRatio?: string;
  readonly profitRatio?: string;
  /** 1 to 5; absent while the venue has not ranked it. */
  readonly adlLevel?: number | null;
  readonly autoAddIm?: boolean;
  /** For example CLOSED. */
  readonly positionShowStatus?: string;
  /** Grows with every change. */
  readonly version?: number;
  readonly createTime: number;
  readonly updateTime: number;
}

/** A fee that another coin paid. */
export interface WireDeductedFee {
  readonly currency?: string;
  readonly deductFee?: string;
  /** The same in the settle coin. */
  readonly convertSettleFee?: string;
}

/** One row of `position/leverage` (reference 5.4). */
export interface WireLeverage extends WireRiskLimit {
  readonly openType: number;
  readonly leverage: number;
}
