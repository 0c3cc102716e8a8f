import { z } from 'zod';
import type { WireFundingRate, WireFundingRecord, WireFundingSettlement } from '../wire/funding-rate';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

export const fundingRateSchema: z.ZodType<WireFundingRate> = z.object({
  symbol: z.string().min(1),
  fundingRate: wireDecimal,
  maxFundingRate: optional(wireDecimal),
  minFundingRate: optional(wireDecimal),
  collectCycle: optional(wireInteger),
  nextSettleTime: optional(wireInteger),
  timestamp: optional(wireInteger),
  idxPrice: optional(wireDecimal),
  fairPrice: optional(wireDecimal),
});

export const fundingSettlementSchema: z.ZodType<WireFundingSettlement> = z.object({
  symbol: z.string().min(1),
  fundingRate: wireDecimal,
  settleTime: wireInteger,
  collectCycle: optional(wireInteger),
});

export const fundingRecordSchema: z.ZodType<WireFundingRecord> = z.object({
  id: wireId,
  symbol: z.string().min(1),
  positionId: optional(wireId),
  positionType: wireInteger,
  positionValue: wireDecimal,
  funding: wireDecimal,
  rate: wireDecimal,
  settleTime: wireInteger,
});
