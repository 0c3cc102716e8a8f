import fc from 'fast-check';
import {
  DecimalError,
  type DecimalText,
  absolute,
  add,
  compare,
  decimal,
  decimalPlaces,
  divide,
  isDecimal,
  isMultipleOf,
  isNegative,
  isPositive,
  isZero,
  maximum,
  minimum,
  multiply,
  negate,
  roundToStep,
  subtract,
  toNumber,
} from './decimal';

/** An integer and a scale, as decimal text; BigInt is the referee for all arithmetic below. */
const scaled = fc.record({ units: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), scale: fc.integer({ min: 0, max: 20 }) });

function textOf(units: bigint, scale: number): DecimalText {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const text = `${whole}${fraction === '' ? '' : `.${fraction}`}`;
  return (text === '0' ? '0' : sign + text) as DecimalText;
}

const pow = (exponent: number) => 10n ** BigInt(exponent);

describe('decimal', () => {
  it.each([
    ['0.001', '0.001'],
    ['00.100', '0.1'],
    ['1e3', '1000'],
    ['6.106243567181E7', '61062435.67181'],
    ['1E-8', '0.00000001'],
    ['+5', '5'],
    ['-0', '0'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['9007199254740993', '9007199254740993'],
    ['0.12345678901234567890123456789012345678', '0.12345678901234567890123456789012345678'],
  ])('args: %s becomes %s', (found, expected) => expect(decimal(found)).toBe(expected));

  it.each([
    [0.001, '0.001'],
    [1e-7, '0.0000001'],
    [84055, '84055'],
    [1e21, '1000000000000000000000'],
    [0.3, '0.3'],
  ])('args: the number %s becomes %s', (found, expected) => expect(decimal(found)).toBe(expected));

  it.each([[0.1 + 0.2], [1 / 3], [9007199254740993], [NaN], [Infinity]])('error: the number %s is refused', (found) => {
    expect(() => decimal(found)).toThrow(DecimalError);
  });

  it.each(['', ' ', 'abc', '1,5', '0x10', '1e', 'NaN', 'Infinity', '--1', '1 ', '١'])('error: the text %j is refused', (found) => {
    expect(() => decimal(found)).toThrow(/found .* expected/);
    expect(isDecimal(found)).toBe(false);
  });

  it('behavior: what is neither text nor number is no decimal', () => {
    expect([undefined, null, {}, [], true, 5n].map(isDecimal)).toEqual([false, false, false, false, false, false]);
  });

  it('behavior: canonical text is a fixed point', () => {
    fc.assert(fc.property(scaled, ({ units, scale }) => expect(decimal(textOf(units, scale))).toBe(textOf(units, scale))));
  });
});

describe('arithmetic', () => {
  it('behavior: add, subtract, multiply and compare agree with big integers', () => {
    fc.assert(
      fc.property(scaled, scaled, (a, b) => {
        const [x, y] = [textOf(a.units, a.scale), textOf(b.units, b.scale)];
        const scale = Math.max(a.scale, b.scale);
        const [p, q] = [a.units * pow(scale - a.scale), b.units * pow(scale - b.scale)];
        expect(add(x, y)).toBe(textOf(p + q, scale));
        expect(subtract(x, y)).toBe(textOf(p - q, scale));
        expect(multiply(x, y)).toBe(textOf(a.units * b.units, a.scale + b.scale));
        expect(compare(x, y)).toBe(p === q ? 0 : p > q ? 1 : -1);
        expect(minimum(x, y)).toBe(p <= q ? textOf(p, scale) : textOf(q, scale));
        expect(maximum(x, y)).toBe(p >= q ? textOf(p, scale) : textOf(q, scale));
        expect(negate(x)).toBe(textOf(-a.units, a.scale));
        expect(absolute(x)).toBe(textOf(a.units < 0n ? -a.units : a.units, a.scale));
        expect([isZero(x), isPositive(x), isNegative(x)]).toEqual([a.units === 0n, a.units > 0n, a.units < 0n]);
      }),
    );
  });

  it('behavior: roundToStep encloses the value between neighbours one step apart', () => {
    fc.assert(
      fc.property(scaled, fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.integer({ min: 0, max: 12 }), (a, stepUnits, stepScale) => {
        const [value, step] = [textOf(a.units, a.scale), textOf(stepUnits, stepScale)];
        const [below, above] = [roundToStep(value, step, 'down'), roundToStep(value, step, 'up')];
        expect(isMultipleOf(below, step)).toBe(true);
        expect(isMultipleOf(above, step)).toBe(true);
        expect(compare(below, value)).toBeLessThanOrEqual(0);
        expect(compare(above, value)).toBeGreaterThanOrEqual(0);
        expect(subtract(above, below)).toBe(isMultipleOf(value, step) ? '0' : step);
      }),
    );
  });

  it('default: division says its scale and rounds half to even', () => {
    expect(divide('1', '3', 5)).toBe('0.33333');
    expect(divide('0.25', '10', 2)).toBe('0.02');
    expect(divide('0.35', '10', 2)).toBe('0.04');
    expect(divide('10', '0.0001', 0)).toBe('100000');
  });

  it('error: a divisor of 0 and a step of 0 are refused', () => {
    expect(() => divide('1', '0', 2)).toThrow(DecimalError);
    expect(() => isMultipleOf('1', '0')).toThrow(/positive/);
    expect(() => roundToStep('1', '-1', 'up')).toThrow(/positive/);
  });

  it('default: places and numbers', () => {
    expect([decimalPlaces('0.0010'), decimalPlaces('100'), decimalPlaces('1e-8')]).toEqual([3, 0, 8]);
    expect(toNumber('0.1')).toBe(0.1);
  });
});
