import * as fc from 'fast-check';
import {
  type DecimalText,
  add,
  compare,
  decimal,
  divide,
  isMultipleOf,
  isNegative,
  isPositive,
  isZero,
  multiply,
  roundToStep,
  subtract,
} from './decimal';
import { smallDecimal, smallText } from './small-decimal';

/** Plain text of all lengths around the border, with leading and trailing zeros. */
const plain = fc
  .tuple(fc.boolean(), fc.stringMatching(/^\d{1,17}$/), fc.option(fc.stringMatching(/^\d{1,9}$/), { nil: undefined }))
  .map(
    ([isNegative_, whole, fraction]) => `${isNegative_ ? '-' : ''}${whole}${fraction === undefined ? '' : `.${fraction}`}` as DecimalText,
  );
/** The same number in a text that only decimal.js reads. */
const slow = (text: DecimalText): DecimalText => `${text}e0` as DecimalText;

test('behavior: whatever is done with whole numbers is what decimal.js does', () => {
  fc.assert(
    fc.property(plain, plain, (a, b) => {
      expect(decimal(a)).toBe(decimal(slow(a)));
      expect(add(a, b)).toBe(add(slow(a), slow(b)));
      expect(subtract(a, b)).toBe(subtract(slow(a), slow(b)));
      expect(multiply(a, b)).toBe(multiply(slow(a), slow(b)));
      expect(compare(a, b)).toBe(compare(slow(a), slow(b)));
      expect([isZero(a), isPositive(a), isNegative(a)]).toEqual([isZero(slow(a)), isPositive(slow(a)), isNegative(slow(a))]);
      if (!isZero(b)) expect(divide(a, b, 3)).toBe(divide(slow(a), slow(b), 3));
      if (!isPositive(b)) return;
      expect(isMultipleOf(a, b)).toBe(isMultipleOf(slow(a), slow(b)));
      for (const direction of ['down', 'up'] as const) expect(roundToStep(a, b, direction)).toBe(roundToStep(slow(a), slow(b), direction));
    }),
    { numRuns: 2_000 },
  );
});

test('behavior: multiples are found', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.constantFrom<DecimalText>('0.001', '0.5', '0.1', '7', '0.00001'),
      (count, step) => {
        expect(isMultipleOf(multiply(count, step), step)).toBe(true);
        expect(divide(multiply(count, step), step, 0)).toBe(decimal(count));
        expect(roundToStep(multiply(count, step), step, 'up')).toBe(multiply(count, step));
      },
    ),
  );
});

test.each(['', '-', '.', '.5', '5.', '+1', '1e3', '1,5', ' 1', '0x1', '--1', '1.2.3', '1234567890123456', '12345678901234.56'])(
  'args: %j is not small',
  (text) => {
    expect(smallDecimal(text)).toBeUndefined();
  },
);

test.each([
  ['-0', '0'],
  ['-0.00', '0'],
  ['007.500', '7.5'],
  ['-0.050', '-0.05'],
  ['100', '100'],
  ['999999999999999', '999999999999999'],
])('args: %s is %s', (text, canonical) => {
  expect(smallText(smallDecimal(text) ?? { units: Number.NaN, scale: 0 })).toBe(canonical);
});
