import { z } from 'zod';
import type { WireRiskLimit } from '../wire/risk-limit';
import { optional, wireDecimal, wireInteger } from './scalars';

/** Members that `risk_limit` and `position/leverage` share. */
export const riskLimitMembers = {
  symbol: optional(z.string()),
  positionType: wireInteger,
  openType: optional(wireInteger),
  leverage: optional(wireInteger),
  level: optional(wireInteger),
  maxVol: optional(wireDecimal),
  mmr: optional(wireDecimal),
  imr: optional(wireDecimal),
  maxLeverage: optional(wireInteger),
  maxLeverageView: optional(wireInteger),
  currentMmr: optional(wireDecimal),
  limitBySys: optional(z.boolean()),
};

/** Rows by symbol. */
export const riskLimitsSchema: z.ZodType<Readonly<Record<string, readonly WireRiskLimit[]>>> = z.record(
  z.string(),
  z.array(z.object(riskLimitMembers)),
);
