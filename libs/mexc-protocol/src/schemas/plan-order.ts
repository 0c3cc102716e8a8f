import { z } from 'zod';
import type { WirePlanOrder } from '../wire/plan-order';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

export const planOrderSchema: z.ZodType<WirePlanOrder> = z.object({
  id: wireId,
  symbol: z.string().min(1),
  leverage: optional(wireInteger),
  side: wireInteger,
  triggerPrice: wireDecimal,
  price: optional(wireDecimal),
  vol: wireDecimal,
  openType: wireInteger,
  triggerType: wireInteger,
  state: wireInteger,
  executeCycle: wireInteger,
  trend: wireInteger,
  orderType: wireInteger,
  orderId: optional(wireId),
  errorCode: optional(wireInteger),
  priceProtect: optional(wireInteger),
  positionMode: optional(wireInteger),
  lossTrend: optional(wireInteger),
  profitTrend: optional(wireInteger),
  stopLossPrice: optional(wireDecimal),
  takeProfitPrice: optional(wireDecimal),
  reduceOnly: optional(z.boolean()),
  marketOrderLevel: optional(wireInteger),
  extraTakerFeeRate: optional(wireDecimal),
  createTime: wireInteger,
  updateTime: wireInteger,
});
