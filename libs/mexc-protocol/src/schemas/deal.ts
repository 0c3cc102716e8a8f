import { z } from 'zod';
import type { WireDeal, WireFeeDetail } from '../wire/deal';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

export const dealSchema: z.ZodType<WireDeal> = z
  .object({
    id: wireId,
    orderId: wireId,
    symbol: z.string().min(1),
    side: wireInteger,
    vol: wireDecimal,
    price: wireDecimal,
    fee: wireDecimal,
    feeCurrency: z.string(),
    profit: optional(wireDecimal),
    category: optional(wireInteger),
    positionMode: optional(wireInteger),
    taker: optional(z.boolean()),
    isTaker: optional(z.boolean()),
    externalOid: optional(z.string()),
    reduceOnly: optional(z.boolean()),
    isSelf: optional(z.boolean()),
    opponentOrderId: optional(wireId),
    timestamp: wireInteger,
  })
  .transform(({ isTaker, ...deal }) => ({ ...deal, taker: deal.taker ?? isTaker }));

export const feeDetailSchema: z.ZodType<WireFeeDetail> = z.object({
  id: wireId,
  orderId: wireId,
  symbol: optional(z.string()),
  feeCurrency: z.string(),
  fee: wireDecimal,
  deductType: optional(wireInteger),
  deductFeeCurrency: optional(z.string()),
  deductFee: optional(wireDecimal),
  timestamp: wireInteger,
});
