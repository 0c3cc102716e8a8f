import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { epochMs } from '../openapi/scalars';

const check = z.object({ status: z.enum(['up', 'down']) });
const checks = z.strictObject({
  serving: check,
  venue: check,
  execution: check,
  journal: check.describe('An intent can be recorded'),
  intents: check.describe('None is left to a person, none unknown for longer than 30 s'),
  killSwitch: check.describe('Trading is not halted'),
  protection: check.describe('No entry with a stop has been without it for so long that the alarm was raised'),
  lease: check.describe('This process may send the orders of the account'),
  watchdog: check.describe('The dead man, where one is configured, takes our beats'),
  database: check,
  backfill: check,
  candles: check,
});

export class LiveDto extends createZodDto(z.strictObject({ status: z.literal('live') })) {}

export class ReadyDto extends createZodDto(z.strictObject({ status: z.literal('ready'), checks })) {}

export class HealthDto extends createZodDto(
  z.strictObject({
    status: z.enum(['ready', 'not-ready']),
    version: z.string(),
    tradingMode: z.string(),
    money: z.enum(['simulated', 'real']),
    isArmed: z.boolean().describe('Whether trades are let through at all; false only in live mode without LIVE_TRADING=armed'),
    nowMs: epochMs,
    upForMs: z.int(),
    symbols: z.array(z.string()),
    checks,
  }),
) {}
