import { z } from 'zod';
import type { WireFairPrice, WireKlines } from '../wire/kline';
import { wireDecimal, wireInteger } from './scalars';

const column = z.array(wireDecimal);

export const klinesSchema: z.ZodType<WireKlines> = z
  .object({
    time: z.array(wireInteger),
    open: column,
    close: column,
    high: column,
    low: column,
    vol: column,
    amount: column,
    realOpen: column.optional(),
    realClose: column.optional(),
    realHigh: column.optional(),
    realLow: column.optional(),
  })
  .check((context) => {
    for (const [name, values] of Object.entries(context.value)) {
      if (values !== undefined && values.length !== context.value.time.length) {
        context.issues.push({
          code: 'custom',
          input: values.length,
          path: [name],
          message: `found ${values.length} rows, expected ${context.value.time.length} as in time`,
        });
      }
    }
  });

export const fairPriceSchema: z.ZodType<WireFairPrice> = z.object({ symbol: z.string(), fairPrice: wireDecimal, timestamp: wireInteger });
