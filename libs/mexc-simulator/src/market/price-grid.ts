import { type DecimalText, decimalPlaces, divide, isMultipleOf, multiply, toNumber } from '@prate/execution-interface/decimal';

/** Digits that a double holds without loss. */
const SAFE_DIGITS = 15;

/**
 * Whole steps of a decimal unit (ticks of a price, lots of a size): paths run in whole numbers, text is made at the edge.
 *
 * Every order crosses that edge several times, so what fits a double goes by its digits; the rest by decimals. Both say the same.
 */
export class PriceGrid {
  private readonly places: number;
  /** The unit in steps of its last decimal: 5 for 0.05. */
  private readonly mantissa: number;

  constructor(readonly unit: DecimalText) {
    this.places = decimalPlaces(unit);
    this.mantissa = toNumber(multiply(unit, `1${'0'.repeat(this.places)}` as DecimalText));
  }

  /** Decimal text of a whole number of steps. */
  toText(steps: number | bigint): DecimalText {
    const whole = typeof steps === 'number' ? steps * this.mantissa : Number.NaN;
    if (Number.isSafeInteger(whole) && whole >= 0) return this.withPoint(whole);
    return multiply(`${steps}` as DecimalText, this.unit);
  }

  /** Whether the value lies on the grid. */
  holds(value: DecimalText): boolean {
    const whole = this.withoutPoint(value);
    return whole === undefined ? isMultipleOf(value, this.unit) : whole % this.mantissa === 0;
  }

  /** Steps of a value, to the nearest whole one; exact where {@link holds} says so. */
  toSteps(value: DecimalText): number {
    const whole = this.withoutPoint(value);
    const steps = whole === undefined ? Number.NaN : whole / this.mantissa;
    return Number.isInteger(steps) ? steps : toNumber(divide(value, this.unit, 0));
  }

  private withPoint(whole: number): DecimalText {
    if (this.places === 0) return `${whole}`;
    const digits = `${whole}`.padStart(this.places + 1, '0');
    const text = `${digits.slice(0, -this.places)}.${digits.slice(-this.places)}`;
    return text.replace(/\.?0+$/, '') as DecimalText;
  }

  /** The value in steps of the unit's last decimal; `undefined` for what is not plain, too fine or too long. */
  private withoutPoint(value: DecimalText): number | undefined {
    if (value.length > SAFE_DIGITS) return undefined;
    const point = value.indexOf('.');
    const fraction = point < 0 ? '' : value.slice(point + 1);
    const whole = point < 0 ? value : value.slice(0, point);
    if (fraction.length > this.places || whole.length + this.places > SAFE_DIGITS) return undefined;
    const steps = Number(whole + fraction.padEnd(this.places, '0'));
    return Number.isInteger(steps) && PLAIN.test(value) ? steps : undefined;
  }
}

const PLAIN = /^\d+(\.\d+)?$/;
