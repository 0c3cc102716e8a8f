import { type DecimalText, decimalPlaces, maximum } from '@prate/execution-interface/decimal';

/** A listed contract: the rules an order meets, and how lively its seeded market is. Decimals are text. */
export interface SimulatedContract {
  /** `BASE_QUOTE`, upper case. */
  readonly symbol: string;
  readonly contractId: number;
  readonly baseCoin: string;
  readonly quoteCoin: string;
  /** The quote coin makes it linear, the base coin inverse. */
  readonly settleCoin: string;
  /** Linear: base coin a contract. Inverse: quote face value a contract. */
  readonly contractSize: DecimalText;
  /** The tick, quote coin. */
  readonly priceUnit: DecimalText;
  /** Contracts: step, smallest order, largest market order, largest priced order. */
  readonly volUnit: DecimalText;
  readonly minVol: DecimalText;
  readonly maxVol: DecimalText;
  readonly limitMaxVol: DecimalText;
  /** Fractions of the position value. */
  readonly makerFeeRate: DecimalText;
  readonly takerFeeRate: DecimalText;
  readonly maintenanceMarginRate: DecimalText;
  readonly initialMarginRate: DecimalText;
  readonly liquidationFeeRate: DecimalText;
  /** Distance of the price band from the index, as a fraction (reference 9.3). */
  readonly bidLimitPriceRate: DecimalText;
  readonly askLimitPriceRate: DecimalText;
  /** How far last and fair price may be apart for protected triggers, as a fraction; 0.1 where absent (reference 4.2, 9.16). */
  readonly triggerProtect?: DecimalText;
  /** Levels that an order at market takes at most; 20 where absent (reference 4.2, 9.4). */
  readonly marketOrderMaxLevel?: number;
  /** The price guard of orders at market, as fractions of the fair price; 0.2 and 0.005 where absent (reference 4.2). */
  readonly marketOrderPriceLimitRate1?: DecimalText;
  readonly marketOrderPriceLimitRate2?: DecimalText;
  readonly minLeverage: number;
  readonly maxLeverage: number;
  /** Decimals of settle-coin amounts on display. */
  readonly amountScale: number;
  /** 0 enabled, 1 delivering, 2 delivered, 3 offline, 4 paused. */
  readonly state: number;
  readonly apiAllowed: boolean;
  readonly liveliness: Liveliness;
  /** Hours between two funding settlements, a divisor of 24; 8 where absent. */
  readonly collectCycleHours?: number;
  /** Risk tiers; where absent one tier of the contract's own rates, up to `limitMaxVol`. */
  readonly riskLimit?: RiskLimit;
  /** What an opening order reserves, in units of one taker fee; 2 where absent: opening and closing (reference 9.6). */
  readonly orderFeeReserve?: DecimalText;
  /** What this account really pays where it is not the contract's own rate; less than 0 is a rebate. */
  readonly realMakerFeeRate?: DecimalText;
  readonly realTakerFeeRate?: DecimalText;
  /** A fault: fills are charged this much more than the rates that are told. */
  readonly feeSurchargeRate?: DecimalText;
}

/** One risk tier (reference 4.2). Its rates apply to the whole of a position. */
export interface RiskTier {
  readonly level: number;
  /** Contracts; position value in settle coin where the limit is `BY_VALUE`. */
  readonly maxVol: DecimalText;
  readonly mmr: DecimalText;
  readonly imr: DecimalText;
  readonly maxLeverage: number;
}

/** How the tiers of a contract are given: by base and increment on the contract's own rates, or row by row. */
export type RiskLimit = { readonly type: 'BY_VOLUME' | 'BY_VALUE' } & (
  | {
      readonly mode: 'INCREASE';
      readonly baseVol: DecimalText;
      readonly incrVol: DecimalText;
      readonly incrMmr: DecimalText;
      readonly incrImr: DecimalText;
      readonly levelCount: number;
    }
  | { readonly mode: 'CUSTOM'; readonly tiers: readonly RiskTier[] }
);

/** What may change while a contract is listed; its grids and coins may not. */
export type ContractChange = Partial<
  Pick<
    SimulatedContract,
    | 'state'
    | 'apiAllowed'
    | 'minVol'
    | 'maxVol'
    | 'limitMaxVol'
    | 'makerFeeRate'
    | 'takerFeeRate'
    | 'maxLeverage'
    | 'riskLimit'
    | 'orderFeeReserve'
    | 'realMakerFeeRate'
    | 'realTakerFeeRate'
    | 'feeSurchargeRate'
    | 'triggerProtect'
  >
>;

/** How the seeded market of a contract moves; a recorded one has no use for it. */
export interface Liveliness {
  /** Quote coin: the price the path swings around. */
  readonly referencePrice: DecimalText;
  /** Size of a second's step as a fraction of the price; at most 0.0004, which swings the path by about half. */
  readonly volatility: number;
  /** Mean of the contracts traded in a second that has trades. */
  readonly contractsPerSecond: number;
  /** Share of seconds without a trade, from 0 to 0.9. */
  readonly quietShare: number;
}

/** Whether value and settlement are in the quote coin (linear) or in the base coin (inverse). */
export function isInverse(contract: SimulatedContract): boolean {
  return contract.settleCoin === contract.baseCoin;
}

/**
 * What the price of a seeded contract follows besides the seed: its symbol. An inverse one follows the USDT contract on its coin, as the index
 * of both is one (reference 4.5, 8.4): alike in reference price and volatility, they are alike in price.
 */
export function pathWord(contract: SimulatedContract): string {
  return isInverse(contract) ? `${contract.baseCoin}_USDT` : contract.symbol;
}

/** Decimals of a price on the tick grid. */
export function priceScale(contract: SimulatedContract): number {
  return Number(maximum(decimalPlaces(contract.priceUnit), 0));
}
