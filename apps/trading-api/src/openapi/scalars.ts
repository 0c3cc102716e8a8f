import { z } from 'zod';
import type { DecimalText } from '@prate/execution-interface';

/** Money, sizes and rates leave as canonical decimal text. */
export const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/) as unknown as z.ZodType<DecimalText>;

/** Milliseconds since the epoch, UTC. */
export const epochMs = z.int().describe('Milliseconds since 1970-01-01T00:00:00Z');
