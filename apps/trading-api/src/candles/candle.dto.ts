import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { epochMs } from '../openapi/scalars';

const INTERVAL = 'a whole number of seconds from 2 to 600';
const TIME = 'a whole number of milliseconds since the epoch';

const time = z.coerce.number({ error: TIME }).int({ error: TIME }).min(0, { error: TIME });

/** Which candles. Without a range: the last five minutes. */
export class CandlesQueryDto extends createZodDto(
  z.strictObject({
    interval: z.coerce
      .number({ error: INTERVAL })
      .int({ error: INTERVAL })
      .min(2, { error: INTERVAL })
      .max(600, { error: INTERVAL })
      .default(60)
      .describe('Seconds'),
    start: time.optional().describe('Inclusive, ms since the epoch; five minutes before `end` when absent'),
    end: time.optional().describe('Exclusive, ms since the epoch; now when absent'),
  }),
) {}

const candleSchema = z
  .strictObject({
    openTimeMs: epochMs,
    open: z.number(),
    high: z.number(),
    low: z.number(),
    close: z.number(),
    volume: z.number().describe('Linear: base currency; inverse: quote currency'),
    origin: z.enum(['observed', 'interpolated', 'carried', 'mixed']).describe('How its seconds are known'),
    status: z.enum(['forming', 'incomplete', 'final', 'revised']),
    coverage: z.number().describe('Share of its seconds that are stored, 0 to 1'),
    observedSeconds: z.int(),
    interpolatedSeconds: z.int(),
    carriedSeconds: z.int(),
    revision: z.int(),
    flags: z.array(z.string()),
  })
  .describe('Covers [openTimeMs, openTimeMs + intervalSeconds * 1000)');

export class CandleListDto extends createZodDto(
  z.strictObject({
    symbol: z.string(),
    intervalSeconds: z.int(),
    startMs: epochMs,
    endMs: epochMs,
    data: z.array(candleSchema),
  }),
) {}
