import fc from 'fast-check';
import { fromScaled, fromScaledBig, powerOfTen, scaleOf, toScaled } from './scaled-number';

describe('scaleOf and toScaled', () => {
  it.each([
    [29000, 0],
    [0.1, 1],
    [611.78, 2],
    [0.00000001, 8],
    [1e-12, 12],
    [123456789.123456, 6],
    [Number.MAX_SAFE_INTEGER, 0],
    [900719925474.0991, 4],
    [0, 0],
  ])('default: %p has %p decimals', (value, scale) => {
    expect(scaleOf(value)).toBe(scale);
    expect(fromScaled(toScaled(value, scale) as number, scale)).toBe(value);
  });

  it.each([0.1 + 0.2, 1e-13, 2 ** 53, 1e300, 1 / 3])('error: %p has too many digits', (value) => {
    expect(scaleOf(value)).toBeUndefined();
  });

  it('behavior: any whole number below 2^53 on any scale survives the way out and back', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 12 }), (whole, scale) => {
        const value = fromScaled(whole, scale);
        expect(value).toBe(Number(`${whole}e-${scale}`));
        if (whole < 1e15) expect(toScaled(value, scale)).toBe(whole);
      }),
      { numRuns: 20_000 },
    );
  });

  it('behavior: sums beyond 2^53 leave as the nearest double', () => {
    expect(fromScaledBig(180143985094819825n, 1)).toBe(Number('18014398509481982.5'));
    expect(() => powerOfTen(-1)).toThrow('expected 0 to 22');
  });
});
