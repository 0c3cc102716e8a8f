import { z } from 'zod';

const INTEGER_TEXT = /^-?\d+$/;
const DECIMAL_TEXT = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** An id: digits or words, always text. */
export const wireId = z.string().min(1);

/** A decimal as the venue wrote it, an exponent included. */
export const wireDecimal = z.string().regex(DECIMAL_TEXT, 'expected a decimal');

/** A small integer: a code, a count, a time. Refused where a double could not hold it. */
export const wireInteger = z
  .string()
  .regex(INTEGER_TEXT, 'expected an integer')
  .transform(Number)
  .refine(Number.isSafeInteger, 'expected an integer below 2^53');

/** Absent, null and empty text are all "not given": the venue uses each of them. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z
    .union([z.null(), z.literal(''), schema])
    .optional()
    .transform((value) => (value === null || value === '' ? undefined : (value as z.output<Schema> | undefined)));
}
