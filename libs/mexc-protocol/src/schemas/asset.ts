import { z } from 'zod';
import type { WireAsset } from '../wire/asset';
import { optional, wireDecimal } from './scalars';

export const assetSchema: z.ZodType<WireAsset> = z.object({
  currency: z.string().min(1),
  positionMargin: wireDecimal,
  frozenBalance: wireDecimal,
  availableBalance: wireDecimal,
  equity: wireDecimal,
  unrealized: wireDecimal,
  cashBalance: optional(wireDecimal),
});
