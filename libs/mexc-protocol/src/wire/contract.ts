import type { WireFeeScale } from './fee-rate';

/**
 * One row of `contract/detail` (reference 4.2). Decimals are text as written by the venue. What trading cannot do without is always
 * there; the rest differs between contracts, years and regions, and is optional. Pictures and countdowns of the web page are left out.
 */
export interface WireContract extends WireFeeScale {
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
  /** Of the first risk tier. */
  readonly maintenanceMarginRate: string;
  /** 0 enabled, 1 delivering, 2 delivered, 3 offline, 4 paused. */
  readonly state: number;
  /** Whether orders may be placed by API. */
  readonly apiAllowed: boolean;

  /** `contractId` elsewhere. */
  readonly id?: string;
  readonly displayName?: string;
  readonly displayNameEn?: string;
  /** The ticker, where `baseCoin` is an internal id. */
  readonly baseCoinName?: string;
  readonly quoteCoinName?: string;
  readonly baseCoinId?: string;
  readonly vid?: string;
  /** 1 perpetual, 2 daily. */
  readonly futureType?: number;
  /** 1 normal, 2 suspended. */
  readonly type?: number;
  /** 1 isolated only, 2 cross only, 3 both. */
  readonly positionOpenType?: number;

  /** Decimals that are displayed; not the tick. */
  readonly priceScale?: number;
  readonly volScale?: number;
  /** Decimals of amounts in the settle coin. */
  readonly amountScale?: number;
  /** Price band around the fair price (reference 9.3). */
  readonly bidLimitPriceRate?: string;
  readonly askLimitPriceRate?: string;
  readonly priceCoefficientVariation?: string;
  readonly marketOrderMaxLevel?: number;
  readonly marketOrderPriceLimitRate1?: string;
  readonly marketOrderPriceLimitRate2?: string;
  /** Threshold of `priceProtect`. */
  readonly triggerProtect?: string;
  /** Stops may go by the fair price only. */
  readonly stopOnlyFair?: boolean;
  /** Documented as open orders in hedge and in one-way mode; may be limit and plan orders (reference 10.23). */
  readonly maxNumOrders?: readonly number[];
  /** What `sub.depth.step` takes. */
  readonly depthStepList?: readonly string[];

  /** 0 none. */
  readonly countryConfigContractMaxLeverage?: number;
  readonly regularMaxLeverage?: number;
  readonly tempMaxLeverage?: number;
  readonly isMaxLeverage?: boolean;

  /** BASE or TEMP. */
  readonly feeRateType?: string;
  readonly tempFeeRateEffectiveStartTime?: number;
  readonly isZeroFeeRate?: boolean;
  readonly isZeroFeeSymbol?: boolean;
  readonly liquidationFeeRate?: string;

  /** Of the first risk tier. */
  readonly initialMarginRate?: string;
  /** BY_VOLUME (contracts) or BY_VALUE (position value). */
  readonly riskLimitType?: string;
  /** INCREASE or CUSTOM; see `riskTiersOf`. */
  readonly riskLimitMode?: string;
  readonly riskBaseVol?: string;
  readonly riskIncrVol?: string;
  readonly riskIncrMmr?: string;
  readonly riskIncrImr?: string;
  /** Number of tiers. */
  readonly riskLevelLimit?: number;
  readonly riskLimitCustom?: readonly WireRiskTier[];
  readonly riskLimitRate?: string;
  /** 1: long and short have limits of their own. */
  readonly riskLongShortSwitch?: number;
  readonly riskBaseVolLong?: string;
  readonly riskIncrVolLong?: string;
  readonly riskBaseVolShort?: string;
  readonly riskIncrVolShort?: string;

  readonly indexOrigin?: readonly string[];
  /** Sectors. */
  readonly conceptPlate?: readonly string[];
  readonly conceptPlateId?: readonly string[];
  readonly isNew?: boolean;
  readonly isHot?: boolean;
  readonly isHidden?: boolean;
  readonly preMarket?: boolean;
  readonly showBeforeOpen?: boolean;
  readonly automaticDelivery?: number;
  /** ms since the epoch. */
  readonly openingTime?: number;
  readonly createTime?: number;
  readonly deliveryTime?: number;
}

/** One row of `riskLimitCustom`. */
export interface WireRiskTier {
  readonly level: number;
  /** Contracts, or position value where `riskLimitType` is BY_VALUE. */
  readonly maxVol: string;
  readonly mmr: string;
  readonly imr: string;
  readonly maxLeverage: number;
}
