import { Decimal } from 'decimal.js';
import { aligned, smallDecimal, smallText, timesSmall } from './small-decimal';

/**
 * Exact decimal arithmetic on text: amounts of up to 15 digits by whole numbers, which is several times faster, all others by decimal.js. The
 * only user of that, on a cloned constructor, so that nobody else's rounding or precision setting can change a price or a size.
 *
 * Canonical form: no exponent, no leading `+`, no trailing zero, no `-0`.
 */
export type DecimalText = `${number}`;

/** What callers may hand in as an amount: decimal text, or a number of up to 15 significant digits. */
export type DecimalInput = DecimalText | number;

/** How {@link roundToStep} leaves the grid; always named by the caller, never a default. */
export type RoundingDirection = 'down' | 'up';

/** A text or number that is no finite decimal, or a number that was evidently computed (more than 15 significant digits). */
export class DecimalError extends Error {
  override readonly name = 'DecimalError';
}

// 120 digits: products of two 38-digit venue decimals stay exact, and division is rounded far behind any venue's scale.
const Exact = Decimal.clone({ precision: 120, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -1e9, toExpPos: 1e9, defaults: true });

const DECIMAL_PATTERN = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$/;

function parse(value: DecimalInput): Decimal {
  return new Exact(value);
}

function print(value: Decimal): DecimalText {
  return (value.isZero() ? '0' : value.toFixed()) as DecimalText;
}

/**
 * Canonical decimal text of a text or a number.
 *
 * @param value decimal text (an exponent is understood), or a number of at most 15 significant digits
 * @throws {DecimalError} when it is no finite decimal, or a number with more digits: `0.1 + 0.2` is refused, `0.3` is not
 */
export function decimal(value: string | number): DecimalText {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new DecimalError(`decimal: found ${value}, expected a finite number`);
    const digits = String(value).replace(/e.*$/i, '').replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
    if (digits.length > 15) {
      throw new DecimalError(
        `decimal: found the number ${value} with ${digits.length} significant digits, expected at most 15; pass decimal text instead`,
      );
    }
    return print(new Exact(value));
  }
  if (typeof value !== 'string' || !DECIMAL_PATTERN.test(value)) {
    throw new DecimalError(`decimal: found ${JSON.stringify(value)}, expected decimal text such as "0.001"`);
  }
  const small = smallDecimal(value);
  if (small !== undefined) return smallText(small);
  return print(new Exact(value));
}

/** Whether `value` would be taken by {@link decimal}. */
export function isDecimal(value: unknown): value is DecimalInput {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  try {
    decimal(value);
    return true;
  } catch (error) {
    if (error instanceof DecimalError) return false;
    throw error;
  }
}

export function add(a: DecimalInput, b: DecimalInput): DecimalText {
  const small = aligned(a, b);
  if (small !== undefined) return smallText({ units: small.a + small.b, scale: small.scale });
  return print(parse(a).plus(parse(b)));
}

export function subtract(a: DecimalInput, b: DecimalInput): DecimalText {
  const small = aligned(a, b);
  if (small !== undefined) return smallText({ units: small.a - small.b, scale: small.scale });
  return print(parse(a).minus(parse(b)));
}

export function multiply(a: DecimalInput, b: DecimalInput): DecimalText {
  const small = timesSmall(a, b);
  if (small !== undefined) return smallText(small);
  return print(parse(a).times(parse(b)));
}

/**
 * `a / b`, rounded half to even at `scale` decimals. The scale is explicit because a quotient seldom ends.
 *
 * @throws {DecimalError} when `b` is zero
 */
export function divide(a: DecimalInput, b: DecimalInput, scale: number): DecimalText {
  const small = aligned(a, b);
  if (small !== undefined && small.b !== 0 && small.a % small.b === 0) return smallText({ units: small.a / small.b, scale: 0 });
  const divisor = parse(b);
  if (divisor.isZero()) throw new DecimalError(`divide: found divisor 0 under ${a}`);
  return print(parse(a).dividedBy(divisor).toDecimalPlaces(scale, Decimal.ROUND_HALF_EVEN));
}

export function negate(a: DecimalInput): DecimalText {
  return print(parse(a).negated());
}

export function absolute(a: DecimalInput): DecimalText {
  return print(parse(a).abs());
}

/** −1, 0 or 1 as `a` is smaller than, equal to or larger than `b`. */
export function compare(a: DecimalInput, b: DecimalInput): -1 | 0 | 1 {
  const small = aligned(a, b);
  if (small !== undefined) return small.a < small.b ? -1 : small.a > small.b ? 1 : 0;
  return parse(a).comparedTo(parse(b)) as -1 | 0 | 1;
}

export function isZero(a: DecimalInput): boolean {
  const small = smallDecimal(a);
  return small === undefined ? parse(a).isZero() : small.units === 0;
}

export function isPositive(a: DecimalInput): boolean {
  const small = smallDecimal(a);
  return small === undefined ? parse(a).greaterThan(0) : small.units > 0;
}

export function isNegative(a: DecimalInput): boolean {
  const small = smallDecimal(a);
  return small === undefined ? parse(a).lessThan(0) : small.units < 0;
}

export function minimum(first: DecimalInput, ...rest: DecimalInput[]): DecimalText {
  return print(rest.reduce<Decimal>((best, next) => (parse(next).lessThan(best) ? parse(next) : best), parse(first)));
}

export function maximum(first: DecimalInput, ...rest: DecimalInput[]): DecimalText {
  return print(rest.reduce<Decimal>((best, next) => (parse(next).greaterThan(best) ? parse(next) : best), parse(first)));
}

/**
 * Whether `value` is a whole number of steps (a tick, a lot).
 *
 * @throws {DecimalError} when `step` is not positive
 */
export function isMultipleOf(value: DecimalInput, step: DecimalInput): boolean {
  const small = aligned(value, step);
  if (small !== undefined && small.b > 0) return small.a % small.b === 0;
  return parse(value).modulo(positiveStep(step)).isZero();
}

/**
 * The nearest multiple of `step` at or below (`down`) or at or above (`up`) `value`; signs are kept, `down` means towards −∞.
 *
 * @throws {DecimalError} when `step` is not positive
 */
export function roundToStep(value: DecimalInput, step: DecimalInput, direction: RoundingDirection): DecimalText {
  const small = aligned(value, step);
  if (small !== undefined && small.b > 0) {
    const { a, b, scale } = small;
    const over = a % b;
    const units = over === 0 ? a : a - over - (over < 0 ? b : 0) + (direction === 'up' ? b : 0);
    return smallText({ units, scale });
  }
  const unit = positiveStep(step);
  const remainder = parse(value).modulo(unit);
  if (remainder.isZero()) return print(parse(value));
  const floored = parse(value)
    .minus(remainder)
    .minus(remainder.isNegative() ? unit : 0);
  return print(direction === 'down' ? floored : floored.plus(unit));
}

/** How many digits stand behind the point in canonical form. */
export function decimalPlaces(value: DecimalInput): number {
  return parse(value).decimalPlaces();
}

/** The nearest double, for charts and candle columns; never for money that is computed with afterwards. */
export function toNumber(value: DecimalInput): number {
  return parse(value).toNumber();
}

function positiveStep(step: DecimalInput): Decimal {
  const unit = parse(step);
  if (!unit.greaterThan(0)) throw new DecimalError(`step: found ${step}, expected a positive decimal`);
  return unit;
}
