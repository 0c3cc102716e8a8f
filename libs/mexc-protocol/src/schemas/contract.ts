import { z } from 'zod';
import type { WireContract } from '../wire/contract';
import { optional, wireDecimal, wireInteger } from './scalars';

export const contractSchema: z.ZodType<WireContract> = z.object({
  symbol: z.string().min(1),
  baseCoin: z.string(),
  quoteCoin: z.string(),
  settleCoin: z.string(),
  contractSize: wireDecimal,
  minLeverage: wireInteger,
  maxLeverage: wireInteger,
  priceUnit: wireDecimal,
  volUnit: wireDecimal,
  minVol: wireDecimal,
  maxVol: wireDecimal,
  limitMaxVol: optional(wireDecimal),
  takerFeeRate: wireDecimal,
  makerFeeRate: wireDecimal,
  maintenanceMarginRate: wireDecimal,
  state: wireInteger,
  apiAllowed: z.boolean(),
});
