import { z } from 'zod';
import type { WireLeverage, WirePosition } from '../wire/position';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

export const positionSchema: z.ZodType<WirePosition> = z.object({
  positionId: wireId,
  symbol: z.string().min(1),
  positionType: wireInteger,
  openType: wireInteger,
  state: wireInteger,
  holdVol: wireDecimal,
  frozenVol: wireDecimal,
  closeVol: wireDecimal,
  holdAvgPrice: wireDecimal,
  holdAvgPriceFullyScale: optional(wireDecimal),
  openAvgPrice: wireDecimal,
  liquidatePrice: optional(wireDecimal),
  oim: wireDecimal,
  im: wireDecimal,
  holdFee: optional(wireDecimal),
  realised: wireDecimal,
  leverage: wireInteger,
  marginRatio: optional(wireDecimal),
  adlLevel: optional(wireInteger),
  createTime: wireInteger,
  updateTime: wireInteger,
});

export const leverageSchema: z.ZodType<WireLeverage> = z.object({
  positionType: wireInteger,
  openType: wireInteger,
  leverage: wireInteger,
});

/** The number itself; an object around it is tolerated (reference 10.6). */
export const positionModeSchema: z.ZodType<number> = z.union([
  wireInteger,
  z.object({ positionMode: wireInteger }).transform(({ positionMode }) => positionMode),
]);
