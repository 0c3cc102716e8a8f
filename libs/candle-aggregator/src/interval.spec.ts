import { CandleInputError } from './errors';
import { bucketLabel, checkInterval, checkRange, firstLabelFrom } from './interval';

describe('checkInterval', () => {
  it('default: every whole number from 2 to 600', () => {
    for (let seconds = 2; seconds <= 600; seconds += 1) expect(checkInterval(seconds)).toBe(seconds);
  });

  it.each([1, 0, -5, 601, 2.5, Number.NaN, Number.POSITIVE_INFINITY, '5' as unknown as number])(
    'error: %p is interval-invalid and hears the range',
    (value) => {
      const failure = thrownBy(() => checkInterval(value));
      expect(failure).toBeInstanceOf(CandleInputError);
      expect((failure as CandleInputError).issues[0]?.code).toBe('interval-invalid');
      expect((failure as CandleInputError).message).toContain('from 2 to 600');
    },
  );
});

describe('labels', () => {
  it('behavior: buckets of 7 s around 2021-01-01T00:00:00Z', () => {
    expect(1609459200 % 7).toBe(6);
    expect(bucketLabel(1609459200, 7)).toBe(1609459194);
    expect(bucketLabel(1609459201, 7)).toBe(1609459201);
    expect(firstLabelFrom(1609459200000, 7)).toBe(1609459201);
    expect(bucketLabel(1609459259, 7)).toBe(1609459257);
  });

  it('E19: labels are multiples of N and buckets tile time without overlap, for all N from 2 to 600', () => {
    for (let n = 2; n <= 600; n += 1) {
      let label = firstLabelFrom(1609459200000, n);
      for (let i = 0; i < 50; i += 1) {
        expect(label % n).toBe(0);
        expect(bucketLabel(label, n)).toBe(label);
        expect(bucketLabel(label + n - 1, n)).toBe(label);
        expect(firstLabelFrom(label * 1000 + 1, n)).toBe(label + n);
        label += n;
      }
    }
  });
});

describe('checkRange', () => {
  it.each([
    [5000, 5000],
    [6000, 5000],
    [0.5, 1000],
    [Number.NaN, 1000],
    [-1000, 1000],
  ])('error: %p to %p is no range', (startTs, endTs) => {
    expect(() => checkRange({ startTs, endTs })).toThrow(/range: found startTs/);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
