import fc from 'fast-check';
import { computedNumbersIn } from './computed-numbers';

test('default: numbers that a double cannot hold as they were written', () => {
  const json = '{"quantity":0.12345678901234567,"price":65000.5,"id":738419283746501928,"note":"0.12345678901234567"}';
  expect(computedNumbersIn(json)).toEqual(['0.12345678901234567', '738419283746501928']);
});

test('args: leading and trailing zeros, signs and exponents are no digits; escaped quotes do not end a text', () => {
  expect(computedNumbersIn('[100000000000000000000, -0.000000000000000000001, 1e-20, "\\"1234567890123456789"]')).toEqual([]);
});

test('behavior: what passes comes out of JSON.parse as the decimal it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), fc.integer({ min: 0, max: 12 }), (digits, scale) => {
      const text =
        scale === 0
          ? String(digits)
          : `${String(digits)
              .padStart(scale + 1, '0')
              .slice(0, -scale)}.${String(digits)
              .padStart(scale + 1, '0')
              .slice(-scale)}`;
      expect(computedNumbersIn(text)).toEqual([]);
      expect(Number(Number(text).toPrecision(15))).toBe(JSON.parse(text));
      expect(Number(text).toFixed(scale)).toBe(text);
    }),
  );
});
