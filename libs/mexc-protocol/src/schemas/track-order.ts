import { z } from 'zod';
import type { WireTrackOrder } from '../wire/track-order';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

export const trackOrderSchema: z.ZodType<WireTrackOrder> = z.object({
  id: wireId,
  symbol: z.string().min(1),
  leverage: optional(wireInteger),
  side: wireInteger,
  vol: wireDecimal,
  openType: wireInteger,
  trend: wireInteger,
  activePrice: optional(wireDecimal),
  markPrice: optional(wireDecimal),
  backType: wireInteger,
  backValue: wireDecimal,
  triggerPrice: optional(wireDecimal),
  triggerType: optional(wireInteger),
  orderId: optional(wireId),
  errorCode: optional(wireInteger),
  state: wireInteger,
  positionMode: optional(wireInteger),
  reduceOnly: optional(z.boolean()),
  createTime: wireInteger,
  updateTime: wireInteger,
});
