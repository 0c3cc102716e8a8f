import { CandleInputError } from './errors';
import { BucketGrid, checkInterval, checkRange } from './interval';

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

describe('BucketGrid', () => {
  it('default: buckets of 7 s start at multiples of 7 since 1970, whatever the minute', () => {
    const grid = new BucketGrid(7);
    expect(grid.labelOf(1609459200)).toBe(1609459194);
    expect(grid.labelOf(1609459201)).toBe(1609459201);
    expect(grid.firstLabelFrom(1609459200)).toBe(1609459201);
    expect(grid.firstLabelFrom(1609459200.5)).toBe(1609459201);
    expect(grid.firstLabelFrom(1609459201)).toBe(1609459201);
    expect(grid.labelOf(1609459259)).toBe(1609459257);
    expect(grid.endOf(1609459257)).toBe(1609459264);
  });

  it('args: by day, buckets start anew at 00:00 UTC, and the last one is shorter', () => {
    const grid = new BucketGrid(7, 'day');
    expect(grid.isDaily).toBe(true);
    expect(grid.labelOf(1609459200)).toBe(1609459200);
    expect(grid.labelOf(1609459199)).toBe(1609459194);
    expect(grid.endOf(1609459194)).toBe(1609459200);
    expect(grid.firstLabelFrom(1609459195)).toBe(1609459200);
    expect(new BucketGrid(5, 'day').isDaily).toBe(false);
  });

  it('E19: labels are multiples of N and tile time without overlap, for every N and both origins', () => {
    for (const origin of ['epoch', 'day'] as const) {
      for (let n = 2; n <= 600; n += 1) {
        const grid = new BucketGrid(n, origin);
        let label = grid.firstLabelFrom(1609459200 - 3_600);
        for (let count = 0; count < 100; count += 1) {
          const sinceS = origin === 'day' ? label % 86_400 : label;
          const end = grid.endOf(label);
          const isTiled =
            sinceS % n === 0 &&
            end > label &&
            end - label <= n &&
            grid.labelOf(end - 1) === label &&
            grid.labelOf(end) === end &&
            (end - label === n || (origin === 'day' && end % 86_400 === 0));
          if (!isTiled) throw new Error(`${n} s by ${origin}: bucket ${label} to ${end}`);
          label = end;
        }
      }
    }
  });

  it('error: an origin that is none', () => {
    expect(() => new BucketGrid(5, 'week' as never)).toThrow('expected epoch or day');
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
