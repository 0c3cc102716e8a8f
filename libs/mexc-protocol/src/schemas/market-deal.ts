import { z } from 'zod';
import type { WireMarketDeal } from '../wire/market-deal';
import { optional, wireDecimal, wireInteger } from './scalars';

export const marketDealSchema: z.ZodType<WireMarketDeal> = z.object({
  p: wireDecimal,
  v: wireDecimal,
  T: wireInteger,
  O: optional(wireInteger),
  M: optional(wireInteger),
  t: wireInteger,
});
