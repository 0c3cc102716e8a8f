import { z } from 'zod';
import type { WireIndexPrice } from '../wire/index-price';
import { wireDecimal, wireInteger } from './scalars';

export const indexPriceSchema: z.ZodType<WireIndexPrice> = z.object({
  symbol: z.string().min(1),
  indexPrice: wireDecimal,
  timestamp: wireInteger,
});
