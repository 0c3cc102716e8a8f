import { z } from 'zod';
import type { WireSelfTradeGroup } from '../wire/self-trade-group';
import { optional, wireId, wireInteger } from './scalars';

export const selfTradeGroupSchema: z.ZodType<WireSelfTradeGroup> = z.object({
  groupName: z.string().min(1),
  blackList: z.array(wireId),
  createTime: optional(wireInteger),
  updateTime: optional(wireInteger),
});
