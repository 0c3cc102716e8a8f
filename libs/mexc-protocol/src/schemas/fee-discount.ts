import { z } from 'zod';
import type { WireDiscountType, WireFeeDeductConfig, WireFeeDiscountConfig, WireOrderDealFeeTotal } from '../wire/fee-discount';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

export const feeDeductConfigSchema: z.ZodType<WireFeeDeductConfig> = z.object({
  deductCoin: z.string().min(1),
  settleCoin: z.string().min(1),
  discountRatio: wireDecimal,
});

export const discountTypeSchema: z.ZodType<WireDiscountType> = z.object({ useFeeDiscount: z.boolean(), useFeeDeduct: z.boolean() });

export const feeDiscountConfigSchema: z.ZodType<WireFeeDiscountConfig> = z.object({
  id: optional(wireId),
  currency: optional(z.string()),
  state: optional(z.string()),
  enabled: optional(z.boolean()),
  discountConfig: optional(z.string()),
  ineffectiveDiscountConfig: optional(z.string()),
  createTime: optional(wireInteger),
  updateTime: optional(wireInteger),
});

export const orderDealFeeTotalSchema: z.ZodType<WireOrderDealFeeTotal> = z.object({ totalFee: wireDecimal, saveFee: wireDecimal });
