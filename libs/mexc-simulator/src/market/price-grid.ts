import { type DecimalText, divide, isMultipleOf, multiply, toNumber } from '@prate/execution-interface/decimal';

/** Whole steps of a decimal unit (ticks of a price, lots of a size): paths run in whole numbers, text is made at the edge. */
export class PriceGrid {
  constructor(readonly unit: DecimalText) {}

  /** Decimal text of a whole number of steps. */
  toText(steps: number | bigint): DecimalText {
    return multiply(`${steps}` as DecimalText, this.unit);
  }

  /** Whether the value lies on the grid. */
  holds(value: DecimalText): boolean {
    return isMultipleOf(value, this.unit);
  }

  /** Steps of a value, to the nearest whole one; exact where {@link holds} says so. */
  toSteps(value: DecimalText): number {
    return toNumber(divide(value, this.unit, 0));
  }
}
