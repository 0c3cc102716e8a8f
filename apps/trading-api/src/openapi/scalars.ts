import { z } from 'zod';
import type { DecimalText } from '@prate/execution-interface';

/** Money, sizes and rates leave as canonical decimal text. */
export const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/) as unknown as z.ZodType<DecimalText>;

/** Milliseconds since the epoch, UTC. */
export const epochMs = z.int().describe('Milliseconds since 1970-01-01T00:00:00Z');

const CONTRACT = 'the name of a contract such as BTC_USDT';

/** The exchange's name of a contract. Whether there is one of that name is for the exchange's list to say. */
export const contractName = z.string({ error: CONTRACT }).regex(/^[A-Z0-9_]{1,60}$/, { error: CONTRACT });
