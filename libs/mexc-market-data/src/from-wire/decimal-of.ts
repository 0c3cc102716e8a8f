import { type DecimalText, decimal } from '@prate/execution-interface';

/**
 * Decimal text of a number as the stream gives it, without an exponent: the shortest text that is this number, which is the venue's own for
 * up to 15 digits. Nothing is rounded.
 *
 * @throws {DecimalError} when it is not finite
 */
export function decimalOf(value: number): DecimalText {
  return decimal(String(value));
}
