import { z } from 'zod';
import type { WireValue } from '../lossless-json';
import type { WirePnlReport, WireProfitRate } from '../wire/pnl-report';
import { wireDecimal, wireInteger } from './scalars';

/** Any object: the venue documents no fields. */
export const pnlReportSchema: z.ZodType<WirePnlReport> = z.record(z.string(), z.custom<WireValue>());

export const profitRateSchema: z.ZodType<WireProfitRate> = z.object({
  ranking: wireInteger,
  profitRate: wireDecimal,
  statisticTime: wireInteger,
});

/** Whatever came, or nothing: for answers without a documented shape. */
export const undescribedSchema: z.ZodType<WireValue | undefined> = z.custom<WireValue | undefined>();
