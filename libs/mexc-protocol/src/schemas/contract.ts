import { z } from 'zod';
import type { WireContract } from '../wire/contract';
import { feeScaleMembers } from './fee-rate';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

const riskTier = z.object({ level: wireInteger, maxVol: wireDecimal, mmr: wireDecimal, imr: wireDecimal, maxLeverage: wireInteger });

const required = {
  symbol: z.string().min(1),
  baseCoin: z.string(),
  quoteCoin: z.string(),
  settleCoin: z.string(),
  contractSize: wireDecimal,
  minLeverage: wireInteger,
  maxLeverage: wireInteger,
  priceUnit: wireDecimal,
  volUnit: wireDecimal,
  minVol: wireDecimal,
  maxVol: wireDecimal,
  takerFeeRate: wireDecimal,
  makerFeeRate: wireDecimal,
  maintenanceMarginRate: wireDecimal,
  state: wireInteger,
  apiAllowed: z.boolean(),
};

const identity = {
  id: optional(wireId),
  displayName: optional(z.string()),
  displayNameEn: optional(z.string()),
  baseCoinName: optional(z.string()),
  quoteCoinName: optional(z.string()),
  baseCoinId: optional(wireId),
  vid: optional(wireId),
  futureType: optional(wireInteger),
  type: optional(wireInteger),
  positionOpenType: optional(wireInteger),
};

const orders = {
  limitMaxVol: optional(wireDecimal),
  priceScale: optional(wireInteger),
  volScale: optional(wireInteger),
  amountScale: optional(wireInteger),
  bidLimitPriceRate: optional(wireDecimal),
  askLimitPriceRate: optional(wireDecimal),
  priceCoefficientVariation: optional(wireDecimal),
  marketOrderMaxLevel: optional(wireInteger),
  marketOrderPriceLimitRate1: optional(wireDecimal),
  marketOrderPriceLimitRate2: optional(wireDecimal),
  triggerProtect: optional(wireDecimal),
  stopOnlyFair: optional(z.boolean()),
  maxNumOrders: optional(z.array(wireInteger)),
  depthStepList: optional(z.array(wireDecimal)),
};

const feesAndLeverage = {
  ...feeScaleMembers,
  feeRateType: optional(z.string()),
  tempFeeRateEffectiveStartTime: optional(wireInteger),
  isZeroFeeRate: optional(z.boolean()),
  isZeroFeeSymbol: optional(z.boolean()),
  liquidationFeeRate: optional(wireDecimal),
  countryConfigContractMaxLeverage: optional(wireInteger),
  regularMaxLeverage: optional(wireInteger),
  tempMaxLeverage: optional(wireInteger),
  isMaxLeverage: optional(z.boolean()),
};

const risk = {
  initialMarginRate: optional(wireDecimal),
  riskLimitType: optional(z.string()),
  riskLimitMode: optional(z.string()),
  riskBaseVol: optional(wireDecimal),
  riskIncrVol: optional(wireDecimal),
  riskIncrMmr: optional(wireDecimal),
  riskIncrImr: optional(wireDecimal),
  riskLevelLimit: optional(wireInteger),
  riskLimitCustom: optional(z.array(riskTier)),
  riskLimitRate: optional(wireDecimal),
  riskLongShortSwitch: optional(wireInteger),
  riskBaseVolLong: optional(wireDecimal),
  riskIncrVolLong: optional(wireDecimal),
  riskBaseVolShort: optional(wireDecimal),
  riskIncrVolShort: optional(wireDecimal),
};

const listing = {
  indexOrigin: optional(z.array(z.string())),
  conceptPlate: optional(z.array(z.string())),
  conceptPlateId: optional(z.array(wireId)),
  isNew: optional(z.boolean()),
  isHot: optional(z.boolean()),
  isHidden: optional(z.boolean()),
  preMarket: optional(z.boolean()),
  showBeforeOpen: optional(z.boolean()),
  automaticDelivery: optional(wireInteger),
  openingTime: optional(wireInteger),
  createTime: optional(wireInteger),
  deliveryTime: optional(wireInteger),
};

export const contractSchema: z.ZodType<WireContract> = z.object({
  ...required,
  ...identity,
  ...orders,
  ...feesAndLeverage,
  ...risk,
  ...listing,
});
