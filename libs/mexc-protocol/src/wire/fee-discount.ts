/** Which coin pays fees of which settle coin, and at what discount (reference 5.1). */
export interface WireFeeDeductConfig {
  readonly deductCoin: string;
  readonly settleCoin: string;
  readonly discountRatio: string;
}

/** Which of the two discounts the account uses (reference 5.1). */
export interface WireDiscountType {
  /** Of spot. */
  readonly useFeeDiscount: boolean;
  /** Of the contract account. */
  readonly useFeeDeduct: boolean;
}

/** One coin's discount rules; the reference (5.1) says *list*, the fields are of the 2026 digest. */
export interface WireFeeDiscountConfig {
  readonly id?: string;
  readonly currency?: string;
  /** ENABLED or DISABLED. */
  readonly state?: string;
  readonly enabled?: boolean;
  /** JSON in text, not opened here. */
  readonly discountConfig?: string;
  readonly ineffectiveDiscountConfig?: string;
  readonly createTime?: number;
  readonly updateTime?: number;
}

/** Fees of the last 30 days, settle coins summed by the venue (reference 5.1). */
export interface WireOrderDealFeeTotal {
  readonly totalFee: string;
  readonly saveFee: string;
}
