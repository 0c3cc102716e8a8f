import { z } from 'zod';
import type { WireLeverage, WirePosition } from '../wire/position';
import { riskLimitMembers } from './risk-limit';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

const deductedFee = z.object({
  currency: optional(z.string()),
  deductFee: optional(wireDecimal),
  convertSettleFee: optional(wireDecimal),
});

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
  openAvgPriceFullyScale: optional(wireDecimal),
  closeAvgPrice: optional(wireDecimal),
  newOpenAvgPrice: optional(wireDecimal),
  newCloseAvgPrice: optional(wireDecimal),
  liquidatePrice: optional(wireDecimal),
  oim: wireDecimal,
  im: wireDecimal,
  holdFee: optional(wireDecimal),
  realised: wireDecimal,
  closeProfitLoss: optional(wireDecimal),
  fee: optional(wireDecimal),
  totalFee: optional(wireDecimal),
  deductFeeList: optional(z.array(deductedFee)),
  leverage: wireInteger,
  marginRatio: optional(wireDecimal),
  profitRatio: optional(wireDecimal),
  adlLevel: optional(wireInteger),
  autoAddIm: optional(z.boolean()),
  positionShowStatus: optional(z.string()),
  version: optional(wireInteger),
  createTime: wireInteger,
  updateTime: wireInteger,
});

export const leverageSchema: z.ZodType<WireLeverage> = z.object({
  ...riskLimitMembers,
  openType: wireInteger,
  leverage: wireInteger,
});

/** The number itself; an object around it is tolerated (reference 10.6). */
export const positionModeSchema: z.ZodType<number> = z.union([
  wireInteger,
  z.object({ positionMode: wireInteger }).transform(({ positionMode }) => positionMode),
]);
