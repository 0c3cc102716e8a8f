import { z } from 'zod';
import type { WireContractFeeRate, WireTieredFeeRate, WireTieredFeeRateV1, WireZeroFeeRate } from '../wire/fee-rate';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

const feeTier = z.object({
  takerFeeRate: optional(wireDecimal),
  makerFeeRate: optional(wireDecimal),
  minTieredDealAmount: optional(wireDecimal),
  maxTieredDealAmount: optional(wireDecimal),
  realTakerFee: optional(wireDecimal),
  realMakerFee: optional(wireDecimal),
});

/** Members that a contract, the account and a contract for the account share. */
export const feeScaleMembers = {
  feeRateMode: optional(z.string()),
  leverageFeeRates: optional(z.array(feeTier)),
  tieredFeeRates: optional(z.array(feeTier)),
  tieredDealAmount: optional(wireDecimal),
  tieredEffectiveDay: optional(wireInteger),
  tieredAppointContract: optional(z.boolean()),
  tieredExcludeContractId: optional(z.boolean()),
  tieredContractIds: optional(z.union([z.array(wireId), z.string()])),
  tieredExcludeZeroFee: optional(z.boolean()),
  statisticType: optional(z.string()),
  fixedStartTime: optional(wireInteger),
  fixedEndTime: optional(wireInteger),
};

export const tieredFeeRateSchema: z.ZodType<WireTieredFeeRate> = z.object({
  ...feeScaleMembers,
  realMakerFee: wireDecimal,
  realTakerFee: wireDecimal,
  symbol: optional(z.string()),
  originalMakerFee: optional(wireDecimal),
  originalTakerFee: optional(wireDecimal),
  joinDiscount: optional(z.boolean()),
  enjoyDiscount: optional(z.boolean()),
  discountRate: optional(wireDecimal),
  joinDeduct: optional(z.boolean()),
  enjoyDeduct: optional(z.boolean()),
  deductRate: optional(wireDecimal),
  dealAmount: optional(wireDecimal),
  walletBalance: optional(wireDecimal),
  inviterKyc: optional(z.string()),
  level: optional(wireInteger),
  feeType: optional(wireInteger),
  agentFee: optional(z.boolean()),
});

export const tieredFeeRateV1Schema: z.ZodType<WireTieredFeeRateV1> = z.object({
  makerFee: wireDecimal,
  takerFee: wireDecimal,
  level: optional(wireInteger),
  dealAmount: optional(wireDecimal),
  walletBalance: optional(wireDecimal),
  makerFeeDiscount: optional(wireDecimal),
  takerFeeDiscount: optional(wireDecimal),
  feeType: optional(wireInteger),
  makerFeeDeduct: optional(wireDecimal),
  takerFeeDeduct: optional(wireDecimal),
  mxDeduct: optional(z.boolean()),
  mxDiscount: optional(z.boolean()),
  feeRateMode: optional(z.string()),
});

export const contractFeeRateSchema: z.ZodType<WireContractFeeRate> = z.object({
  ...feeScaleMembers,
  symbol: z.string().min(1),
  contractId: optional(wireId),
  takerFeeRate: optional(wireDecimal),
  makerFeeRate: optional(wireDecimal),
  isZeroFeeRate: optional(z.boolean()),
  isMaxLeverage: optional(z.boolean()),
  maxLeverage: optional(wireInteger),
  countryConfigContractMaxLeverage: optional(wireInteger),
  agentFee: optional(z.boolean()),
});

export const zeroFeeRateSchema: z.ZodType<WireZeroFeeRate> = z.object({
  contracts: z.array(
    z.object({
      contractId: wireId,
      ifHotTag: optional(z.boolean()),
      feeRateType: optional(z.string()),
      sort: optional(wireInteger),
      tempFeeRateEffectiveStartTime: optional(wireInteger),
    }),
  ),
  hotRecs: optional(z.array(z.unknown())),
});
