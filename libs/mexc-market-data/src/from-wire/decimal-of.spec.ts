import fc from 'fast-check';
import { decimalOf } from './decimal-of';

test.each([
  [60010, '60010'],
  [1e-7, '0.0000001'],
  [1e21, '1000000000000000000000'],
  [0.1 + 0.2, '0.30000000000000004'],
  [-0, '0'],
])('default: %d is %s', (value, text) => {
  expect(decimalOf(value)).toBe(text);
});

test('behavior: what the venue wrote with up to 15 digits comes back digit for digit', () => {
  const written = fc.tuple(fc.integer({ min: 1, max: 999_999_999_999_999 }), fc.integer({ min: 0, max: 12 })).map(([digits, scale]) => {
    const padded = String(digits).padStart(scale + 1, '0');
    const text = scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  });
  fc.assert(fc.property(written, (text) => expect(decimalOf(Number(text))).toBe(text)));
});

test('behavior: any finite number is text without an exponent, and that text is the number', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = decimalOf(value);
      expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/);
      expect(Number(text) === value).toBe(true);
    }),
  );
});

test.each([Number.NaN, Infinity])('error: %d is no decimal', (value) => {
  expect(() => decimalOf(value)).toThrow('found');
});
