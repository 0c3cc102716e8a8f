/** One step of a fee scale (reference 4.2 and 5.2). By traded amount, or by leverage where the mode is LEVERAGE. */
export interface WireFeeTier {
  readonly takerFeeRate?: string;
  readonly makerFeeRate?: string;
  readonly minTieredDealAmount?: string;
  readonly maxTieredDealAmount?: string;
  /** What the account pays, in the account's own scale. */
  readonly realTakerFee?: string;
  readonly realMakerFee?: string;
}

/** How a fee scale counts; of a contract, of the account, or of a contract for the account. */
export interface WireFeeScale {
  /** NORMAL, LEVERAGE or TIERED. */
  readonly feeRateMode?: string;
  readonly leverageFeeRates?: readonly WireFeeTier[];
  readonly tieredFeeRates?: readonly WireFeeTier[];
  readonly tieredDealAmount?: string;
  readonly tieredEffectiveDay?: number;
  readonly tieredAppointContract?: boolean;
  readonly tieredExcludeContractId?: boolean;
  /** A list, or text in older answers. */
  readonly tieredContractIds?: readonly string[] | string;
  readonly tieredExcludeZeroFee?: boolean;
  /** ROLLING or FIXED. */
  readonly statisticType?: string;
  /** ms since the epoch. */
  readonly fixedStartTime?: number;
  readonly fixedEndTime?: number;
}

/** Fees of the account (reference 5.2). Costs go by `realMakerFee` and `realTakerFee`; the others explain them. */
export interface WireTieredFeeRate extends WireFeeScale {
  readonly realMakerFee: string;
  readonly realTakerFee: string;
  readonly symbol?: string;
  readonly originalMakerFee?: string;
  readonly originalTakerFee?: string;
  readonly joinDiscount?: boolean;
  readonly enjoyDiscount?: boolean;
  readonly discountRate?: string;
  readonly joinDeduct?: boolean;
  readonly enjoyDeduct?: boolean;
  readonly deductRate?: string;
  /** Of 30 days. */
  readonly dealAmount?: string;
  readonly walletBalance?: string;
  readonly inviterKyc?: string;
  readonly level?: number;
  readonly feeType?: number;
  readonly agentFee?: boolean;
}

/** The older form (reference 5.1). */
export interface WireTieredFeeRateV1 {
  readonly makerFee: string;
  readonly takerFee: string;
  readonly level?: number;
  readonly dealAmount?: string;
  readonly walletBalance?: string;
  readonly makerFeeDiscount?: string;
  readonly takerFeeDiscount?: string;
  readonly feeType?: number;
  readonly makerFeeDeduct?: string;
  readonly takerFeeDeduct?: string;
  readonly mxDeduct?: boolean;
  readonly mxDiscount?: boolean;
  readonly feeRateMode?: string;
}

/** Fee settings of one contract for this account; the reference (5.1) names no fields, these are of the 2026 digest. */
export interface WireContractFeeRate extends WireFeeScale {
  readonly symbol: string;
  readonly contractId?: string;
  readonly takerFeeRate?: string;
  readonly makerFeeRate?: string;
  readonly isZeroFeeRate?: boolean;
  readonly isMaxLeverage?: boolean;
  readonly maxLeverage?: number;
  readonly countryConfigContractMaxLeverage?: number;
  readonly agentFee?: boolean;
}

/** Contracts without fees (reference 5.1). */
export interface WireZeroFeeRate {
  readonly contracts: readonly WireZeroFeeContract[];
  /** Not described anywhere; as it came. */
  readonly hotRecs?: readonly unknown[];
}

export interface WireZeroFeeContract {
  readonly contractId: string;
  readonly ifHotTag?: boolean;
  readonly feeRateType?: string;
  readonly sort?: number;
  readonly tempFeeRateEffectiveStartTime?: number;
}
