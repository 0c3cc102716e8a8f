import { CandleFlag } from './candle-flag';
import { readInstrumentGrid } from './candle-grid';
import { type CheckMinutesOptions, MinuteChecker } from './check-minutes';
import { CandleInputError, type CandleIssue } from './errors';
import type { MinuteInput } from './minute-input';

const T = 1609459200000;
const GOOD: MinuteInput = { timestamp: T, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 };

function check(inputs: readonly unknown[], options: Partial<CheckMinutesOptions> = {}) {
  const checker = new MinuteChecker({ symbol: 'BTC_USDT', nowMs: T + 3_600_000, ...options });
  inputs.forEach((input, index) => checker.add(input as MinuteInput, index));
  return checker.result();
}

function issuesOf(inputs: readonly unknown[], options: Partial<CheckMinutesOptions> = {}): readonly CandleIssue[] {
  try {
    check(inputs, options);
  } catch (error) {
    if (error instanceof CandleInputError) return error.issues;
    throw error;
  }
  return [];
}

describe('MinuteChecker', () => {
  it('default: a plain minute on the grid found in its prices', () => {
    expect(check([GOOD]).minutes).toEqual([
      {
        openTimeS: 1609459200,
        open: 290000,
        high: 291000,
        low: 289000,
        close: 290500,
        priceGrid: { step: 1, scale: 1 },
        volume: 120,
        volumeGrid: { step: 1, scale: 0 },
        flags: 0,
        isFinal: true,
      },
    ]);
  });

  it.each([
    ['shape', { high: 28000 }],
    ['shape', { open: 29101 }],
    ['shape', { close: 28899 }],
    ['shape', { stitched: { open: 1, high: 2, low: 1.5, close: 2 } }],
    ['number', { open: Number.NaN }],
    ['number', { high: Number.POSITIVE_INFINITY }],
    ['number', { low: 0 }],
    ['number', { close: -1 }],
    ['number', { open: '29000' }],
    ['number', { volume: -1 }],
    ['number', { volume: undefined }],
    ['number', { contracts: -1 }],
    ['number', { turnover: '-5' }],
    ['number', { turnover: 'much' }],
    ['number', { timestamp: 1609459200000.5 }],
    ['number', { timestamp: undefined }],
    ['precision', { open: 0.1 + 0.2, low: 0.1 }],
    ['precision', { volume: 1 / 3 }],
    ['precision', { volume: 2 ** 53 }],
    ['precision', { high: 1e20 }],
    ['unaligned', { timestamp: T + 1 }],
    ['timestamp-in-seconds', { timestamp: 1609459200 }],
    ['future', { timestamp: T + 3_720_000 }],
    ['too-old', { timestamp: Date.UTC(2009, 11, 31) }],
    ['symbol-mismatch', { symbol: 'ETH_USDT' }],
  ])('error: %s for %p', (code, change) => {
    const issues = issuesOf([{ ...GOOD, ...change }]);
    expect(issues.map((issue) => issue.code)).toContain(code);
    expect(issues[0]).toMatchObject({ index: 0, found: expect.stringMatching(/./), expected: expect.stringMatching(/./) });
  });

  it('error: a time in seconds hears the milliseconds that were meant', () => {
    expect(issuesOf([{ ...GOOD, timestamp: 1609459200 }])[0]?.expected).toBe('milliseconds: 1609459200000');
  });

  it('error: something that is no minute at all', () => {
    expect(issuesOf([null, 5]).map((issue) => issue.code)).toEqual(['number', 'number']);
  });

  it('error: all issues at once, at most 100, with their places', () => {
    const bad = Array.from({ length: 150 }, (_, index) => ({ ...GOOD, timestamp: T + index * 60_000 - 1_000_000_020_000, high: -1 }));
    const issues = issuesOf([GOOD, ...bad]);
    expect(issues).toHaveLength(100);
    expect(issues[0]?.index).toBe(1);
  });

  it('error: one minute with two values is a conflict that shows both', () => {
    const [issue] = issuesOf([GOOD, { ...GOOD, volume: 121 }]);
    expect(issue).toMatchObject({
      index: 1,
      code: 'conflict',
      found: expect.stringContaining('"volume":121'),
      expected: expect.stringContaining('"volume":120'),
    });
  });

  it('behavior: identical duplicates are merged and counted, any order is sorted', () => {
    const later = { ...GOOD, timestamp: T + 60_000 };
    const { minutes, duplicates } = check([later, GOOD, { ...GOOD }, later]);
    expect(minutes.map((minute) => minute.openTimeS)).toEqual([T / 1000, T / 1000 + 60]);
    expect(duplicates).toBe(2);
  });

  it('args: old minutes are taken when allowed', () => {
    expect(check([{ ...GOOD, timestamp: Date.UTC(2009, 11, 31) }], { isOldAllowed: true }).minutes).toHaveLength(1);
  });

  it('args: on the grid of an instrument, with contracts as the base of volume', () => {
    const instrument = readInstrumentGrid({ tickSize: '0.5', contractSize: '0.0001', contractStep: '1' });
    const [minute] = check([{ ...GOOD, volume: 0.1 * 3, contracts: 3000 }], { instrument }).minutes;
    expect(minute).toMatchObject({
      priceGrid: { step: 5, scale: 1 },
      volume: 3000,
      volumeGrid: { step: 1, scale: 4 },
      contracts: '3000',
      flags: 0,
    });
    expect(issuesOf([{ ...GOOD, volume: 0.4, contracts: 3000 }], { instrument })[0]).toMatchObject({
      code: 'shape',
      expected: expect.stringContaining('0.3'),
    });
  });

  it('behavior: off the grid the coarsest decimal grid is taken, and said', () => {
    const instrument = readInstrumentGrid({ tickSize: '0.5' });
    const { minutes, warnings } = check([{ ...GOOD, open: 29000.25 }], { instrument });
    expect(minutes[0]).toMatchObject({ priceGrid: { step: 1, scale: 2 }, flags: CandleFlag.OffGrid });
    expect(warnings).toMatchObject([{ code: 'off-grid', timestamp: T }]);
  });

  it('behavior: volume 0 with a moving price is stored and flagged', () => {
    const { minutes, warnings } = check([{ ...GOOD, volume: 0 }]);
    expect(minutes[0]?.flags).toBe(CandleFlag.Volumeless);
    expect(warnings[0]?.code).toBe('volumeless');
  });

  it('behavior: a minute is over 3 s after its end, not before', () => {
    const at = (nowMs: number) => check([GOOD], { nowMs }).minutes[0]?.isFinal;
    expect([at(T + 62_999), at(T + 63_000)]).toEqual([false, true]);
    expect(check([GOOD], { nowMs: T }).warnings[0]?.code).toBe('not-over');
  });

  it('behavior: turnover is rounded half up at 12 decimals', () => {
    const turnoverOf = (turnover: string) => check([{ ...GOOD, turnover }]).minutes[0]?.turnover;
    expect(turnoverOf('1.50')).toBe('1.5');
    expect(turnoverOf('0.0000000000005')).toBe('0.000000000001');
    expect(turnoverOf('0.00000000000049')).toBe('0');
    expect(turnoverOf('123456789012345678901234.5')).toBe('123456789012345678901234.5');
  });
});

describe('choices', () => {
  const START = 1609459200000;
  const good = (index: number, changes: object = {}) => ({
    ...{ timestamp: START + index * 60_000, open: 2, high: 3, low: 1, close: 2, volume: 5 },
    ...changes,
  });
  const check = (minutes: readonly object[], options: object) => {
    const checker = new MinuteChecker({ symbol: 'BTC_USDT', nowMs: START + 86_400_000, ...options });
    minutes.forEach((minute, index) => checker.add(minute as never, index));
    return checker.result();
  };

  it('args: onInvalid skip keeps the good ones and says what was wrong with the others', () => {
    const minutes = [good(0), good(1, { volume: -1 }), null, good(2, { symbol: 'ETH_USDT' }), good(3)] as never[];
    const { minutes: kept, issues, skipped } = check(minutes, { onInvalid: 'skip' });
    expect(kept.map((minute) => (minute.openTimeS * 1000 - START) / 60_000)).toEqual([0, 3]);
    expect([skipped, issues.map(({ index, code }) => `${index} ${code}`)]).toEqual([3, ['1 number', '2 number', '3 symbol-mismatch']]);
  });

  it('args: onInvalid skip reads on beyond 100 issues', () => {
    const minutes = Array.from({ length: 300 }, (_, index) => good(index, index < 250 ? { volume: -1 } : {}));
    const { minutes: kept, issues, skipped } = check(minutes, { onInvalid: 'skip' });
    expect([kept.length, issues.length, skipped]).toEqual([50, 100, 250]);
  });

  it('args: of a conflict under skip neither is taken, however often it comes', () => {
    const minutes = [good(0), good(0), good(1), good(0, { close: 1 }), good(0)];
    const { minutes: kept, skipped, duplicates, issues } = check(minutes, { onInvalid: 'skip' });
    expect([kept.length, skipped, duplicates, issues.length]).toEqual([1, 4, 0, 1]);
  });

  it('args: onConflict last takes the later one, and says so', () => {
    const { minutes, warnings } = check([good(0), good(0, { close: 3 })], { onConflict: 'last' });
    expect(minutes).toMatchObject([{ close: 3 * 10 ** (minutes[0]?.priceGrid.scale ?? 0) }]);
    expect(warnings).toMatchObject([{ code: 'conflict', timestamp: START, message: expect.stringContaining('"close":3') as string }]);
  });

  it('behavior: without choices a conflict shows both', () => {
    expect(() => check([good(0), good(0, { close: 3 })], {})).toThrow(/\[1\] conflict: found .*"close":3.*expected .*"close":2/);
  });
});
