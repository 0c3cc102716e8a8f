import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { epochMs } from '../openapi/scalars';

const REASON = 'why, in 3 to 1000 characters';
const reason = z.string({ error: REASON }).trim().min(3, { error: REASON }).max(1_000, { error: REASON });
const NAME = 'a name of 1 to 100 characters';
/** Who does it; kept with the reason. */
export const operatorName = z.string({ error: NAME }).trim().min(1, { error: NAME }).max(100, { error: NAME });
export const operatorReason = reason;

const change = z.strictObject({
  state: z.enum(['active', 'reducing', 'halted']),
  reason: z.string(),
  by: z.string().describe('A name, or the rule that tripped'),
  atMs: epochMs,
});

export class KillSwitchDto extends createZodDto(
  z.strictObject({
    state: z.enum(['active', 'reducing', 'halted', 'unknown']).describe('What counts at this moment; unknown lets nothing open'),
    problem: z.string().optional().describe('Why it is unknown'),
    history: z.array(change).describe('As kept, newest first, at most 20'),
  }),
) {}

export class TripDto extends createZodDto(z.strictObject({ reason, by: operatorName.default('api') })) {}

export class ResetDto extends createZodDto(
  z.strictObject({
    reason,
    by: operatorName.default('api'),
    confirm: z.string().optional().describe('`reset`, where no ADMIN_TOKEN is configured; in live mode the token is needed'),
  }),
) {}

const cancelled = z.strictObject({ symbol: z.string(), orderId: z.string() });

/** 200: trading is halted. Whether anything is left to do says `isComplete`. */
export class TripReportDto extends createZodDto(
  z.strictObject({
    state: z.literal('halted'),
    isComplete: z.boolean().describe('Nothing is left to do; otherwise it is tried again until nothing is'),
    isKept: z.boolean().describe('Whether the switch kept it; where not, only this process is halted'),
    keepProblem: z.string().optional(),
    reason: z.string(),
    by: z.string(),
    atMs: epochMs,
    cancelled: z.array(cancelled),
    kept: z.array(cancelled).describe('Working still, by choice: what protects and what only reduces'),
    notCancelled: z.array(z.strictObject({ symbol: z.string(), orderId: z.string().optional(), problem: z.string() })),
    stillInFlight: z.int(),
  }),
) {}
