import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { epochMs } from '../openapi/scalars';

const check = z.object({ status: z.enum(['up', 'down']) });
const checks = z.strictObject({ serving: check, venue: check, execution: check, database: check, backfill: check, candles: check });

export class LiveDto extends createZodDto(z.strictObject({ status: z.literal('live') })) {}

export class ReadyDto extends createZodDto(z.strictObject({ status: z.literal('ready'), checks })) {}

export class HealthDto extends createZodDto(
  z.strictObject({
    status: z.enum(['ready', 'not-ready']),
    version: z.string(),
    tradingMode: z.string(),
    /** Orders of every mode of this version are the simulator's. */
    money: z.enum(['simulated']),
    nowMs: epochMs,
    upForMs: z.int(),
    symbols: z.array(z.string()),
    checks,
  }),
) {}
