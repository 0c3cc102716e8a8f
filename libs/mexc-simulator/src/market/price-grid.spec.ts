import { type DecimalText, divide, isMultipleOf, multiply, toNumber } from '@prate/execution-interface/decimal';
import * as fc from 'fast-check';
import { PriceGrid } from './price-grid';

const unit = fc.constantFrom<DecimalText>('1', '0.1', '0.05', '0.5', '0.00001', '10', '0.000000000000000001', '2.5');
const whole = fc.oneof(fc.nat(2_000_000), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));

describe('PriceGrid', () => {
  it('behavior: text of steps is their product with the unit, and leads back to them', () => {
    fc.assert(
      fc.property(unit, whole, (each, steps) => {
        const grid = new PriceGrid(each);
        const text = grid.toText(steps);
        expect(text).toBe(multiply(`${steps}` as DecimalText, each));
        expect([grid.holds(text), grid.toSteps(text)]).toEqual([true, steps]);
      }),
    );
  });

  it('behavior: any decimal is on the grid, and rounded to it, as decimals say', () => {
    const value = fc.tuple(fc.nat(9_999_999), fc.nat(9_999)).map(([high, low]) => multiply(`${high}.${low}` as DecimalText, 1));
    const odd = fc.constantFrom<DecimalText>('-1', '-0.05', '1e3' as DecimalText, '0', '123456789012345678.25', '1.00');
    fc.assert(
      fc.property(unit, fc.oneof(value, odd), (each, text) => {
        const grid = new PriceGrid(each);
        expect(grid.holds(text)).toBe(isMultipleOf(text, each));
        expect(grid.toSteps(text)).toBe(toNumber(divide(text, each, 0)));
      }),
    );
  });
});
