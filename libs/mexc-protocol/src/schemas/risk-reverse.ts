import { z } from 'zod';
import type { WireRiskReverse, WireRiskReverseSnapshot } from '../wire/risk-reverse';
import { optional, wireDecimal, wireInteger } from './scalars';

const fund = { symbol: z.string().min(1), currency: z.string().min(1), available: wireDecimal };

export const riskReverseSchema: z.ZodType<WireRiskReverse> = z.object({ ...fund, timestamp: optional(wireInteger) });

export const riskReverseSnapshotSchema: z.ZodType<WireRiskReverseSnapshot> = z.object({ ...fund, snapshotTime: wireInteger });
