import { z } from 'zod';
import type { WireAsset, WireTransferRecord } from '../wire/asset';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

export const assetSchema: z.ZodType<WireAsset> = z.object({
  currency: z.string().min(1),
  positionMargin: wireDecimal,
  frozenBalance: wireDecimal,
  availableBalance: wireDecimal,
  equity: wireDecimal,
  unrealized: wireDecimal,
  cashBalance: optional(wireDecimal),
  bonus: optional(wireDecimal),
  bonusExpireTime: optional(wireInteger),
  availableCash: optional(wireDecimal),
  availableOpen: optional(wireDecimal),
  debtAmount: optional(wireDecimal),
  contributeMarginAmount: optional(wireDecimal),
  vcoinId: optional(wireId),
});

export const transferRecordSchema: z.ZodType<WireTransferRecord> = z.object({
  id: wireId,
  txid: optional(wireId),
  currency: z.string().min(1),
  amount: wireDecimal,
  type: z.string().min(1),
  state: z.string().min(1),
  createTime: wireInteger,
  updateTime: optional(wireInteger),
});
