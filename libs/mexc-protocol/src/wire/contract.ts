/** One row of `contract/detail` (reference 4.2), as far as the packages here read it. Decimals are text as written by the venue. */
export interface WireContract {
  readonly symbol: string;
  readonly baseCoin: string;
  readonly quoteCoin: string;
  readonly settleCoin: string;
  /** Linear: base coin a contract. Inverse: USD face value. */
  readonly contractSize: string;
  readonly minLeverage: number;
  readonly maxLeverage: number;
  /** The tick. `priceScale` is not. */
  readonly priceUnit: string;
  readonly volUnit: string;
  readonly minVol: string;
  /** Market orders, contracts. */
  readonly maxVol: string;
  /** Limit orders, contracts; absent on old contracts. */
  readonly limitMaxVol?: string;
  readonly takerFeeRate: string;
  readonly makerFeeRate: string;
  readonly maintenanceMarginRate: string;
  readonly state: number;
  readonly apiAllowed: boolean;
}
