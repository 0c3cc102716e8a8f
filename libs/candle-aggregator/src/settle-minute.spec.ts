import { CandleFlag } from './candle-flag';
import { OriginCode } from './candle-origin';
import type { Minute } from './minute';
import type { ObservedSecond } from './observed/observed-second';
import { type MinuteSettlement, settleMinute } from './settle-minute';

const START_S = 1_609_459_200;
const CONTEXT = { symbol: 'BTC_USDT', series: 'trade', profile: { method: 'linear@1', seed: 0 } } as const;
const GRIDS = { priceGrid: { step: 1, scale: 0 }, volumeGrid: { step: 1, scale: 0 } };

function minute(open: number, high: number, low: number, close: number, volume: number, more: Partial<Minute> = {}): Minute {
  return { openTimeS: START_S, open, high, low, close, volume, ...GRIDS, flags: 0, isFinal: true, ...more };
}

/** Second `place` of the minute; without volume nothing was traded in it. */
function second(
  place: number,
  prices: readonly [number, number, number, number],
  volume: number,
  more: Partial<ObservedSecond> = {},
): ObservedSecond {
  const [open, high, low, close] = prices;
  return { openTimeS: START_S + place, open, high, low, close, volume, ...GRIDS, flags: 0, ...more };
}

/** All 60 seconds covered; those that are not given had no trade. */
function covered(...traded: readonly ObservedSecond[]): ObservedSecond[] {
  return Array.from({ length: 60 }, (_, i) => traded.find((one) => one.openTimeS === START_S + i) ?? second(i, [100, 100, 100, 100], 0));
}

function row({ seconds }: MinuteSettlement, i: number): number[] {
  return [
    ...[seconds.open, seconds.high, seconds.low, seconds.close, seconds.volume].map((column) => column[i] as number),
    seconds.origin[i] as number,
  ];
}

const FIRST = second(0, [100, 104, 100, 104], 3);
const LAST = second(59, [101, 103, 99, 102], 2);

describe('settleMinute', () => {
  it('default: nothing was observed', () => {
    const settled = settleMinute(minute(100, 104, 99, 102, 5), [], undefined, CONTEXT);
    expect([settled.verdict, settled.flags, settled.difference]).toEqual(['interpolated', 0, undefined]);
  });

  it('default: all was observed and agrees', () => {
    const settled = settleMinute(minute(100, 104, 99, 102, 5), covered(FIRST, LAST), { value: 98, scale: 0 }, CONTEXT);
    expect([settled.verdict, settled.flags]).toEqual(['agrees', 0]);
    expect(row(settled, 0)).toEqual([100, 104, 100, 104, 3, OriginCode.Observed]);
    expect(row(settled, 30)).toEqual([104, 104, 104, 104, 0, OriginCode.Carried]);
    expect(row(settled, 59)).toEqual([101, 103, 99, 102, 2, OriginCode.Observed]);
  });

  it('behavior: what was not covered is filled, from the last close before it to the next open', () => {
    const observed = [
      second(0, [100, 100, 100, 100], 1),
      ...Array.from({ length: 30 }, (_, i) => second(i + 1, [100, 100, 100, 100], 0)),
      LAST,
    ];
    const settled = settleMinute(minute(100, 104, 99, 102, 10), observed, undefined, CONTEXT);
    expect(settled.verdict).toBe('filled');
    const made = Array.from({ length: 28 }, (_, i) => row(settled, 31 + i));
    expect(made.every((values) => values[5] === OriginCode.Interpolated)).toBe(true);
    expect(made.reduce((sum, values) => sum + (values[4] as number), 0)).toBe(7);
    expect(Math.max(...made.map((values) => values[1] as number))).toBe(104);
    expect(made.filter((values) => (values[4] as number) > 0).at(-1)?.[3]).toBe(101);
  });

  it('behavior: seconds before the first trade stand at the close before, seconds without volume at the last trade', () => {
    const settled = settleMinute(minute(100, 100, 100, 100, 1), [second(30, [100, 100, 100, 100], 1)], { value: 98, scale: 0 }, CONTEXT);
    expect(settled.verdict).toBe('filled');
    expect([row(settled, 29), row(settled, 31)]).toEqual([
      [98, 98, 98, 98, 0, OriginCode.Carried],
      [100, 100, 100, 100, 0, OriginCode.Carried],
    ]);
  });

  it('behavior: one unit that nobody saw shows the whole minute, in the longest stretch', () => {
    const quiet = [10, 40].map((place) => second(place, [98, 98, 98, 98], 0));
    const settled = settleMinute(minute(100, 100, 100, 100, 1), quiet, { value: 98, scale: 0 }, CONTEXT);
    expect(settled.verdict).toBe('filled');
    expect(row(settled, 39)).toEqual([100, 100, 100, 100, 1, OriginCode.Interpolated]);
  });

  it('behavior: volume short by 1 % is added in proportion', () => {
    const seen = covered(second(0, [100, 104, 100, 104], 297), second(59, [104, 104, 99, 102], 99));
    const settled = settleMinute(minute(100, 104, 99, 102, 400), seen, undefined, CONTEXT);
    expect([settled.verdict, settled.flags]).toEqual(['adjusted', CandleFlag.Adjusted]);
    expect(settled.difference).toEqual({ kind: 'volume', observed: '396', official: '400', by: '-4' });
    expect([settled.seconds.volume[0], settled.seconds.volume[59]]).toEqual([300, 100]);
  });

  it('behavior: a quiet minute that was watched stays quiet', () => {
    const settled = settleMinute(minute(100, 100, 100, 100, 0), covered(), { value: 98, scale: 0 }, CONTEXT);
    expect(settled.verdict).toBe('agrees');
    expect(row(settled, 30)).toEqual([100, 100, 100, 100, 0, OriginCode.Carried]);
  });

  it('behavior: in series without volume every second counts, and only prices are compared', () => {
    const context = { ...CONTEXT, series: 'index' } as const;
    const seen = Array.from({ length: 60 }, (_, i) => second(i, [100 + i, 101 + i, 100 + i, 101 + i], 0));
    expect(settleMinute(minute(100, 160, 100, 160, 0), seen, undefined, context).verdict).toBe('agrees');
    const filled = settleMinute(minute(100, 160, 99, 160, 0), [...seen.slice(0, 20), ...seen.slice(40)], undefined, context);
    expect(filled.verdict).toBe('filled');
    expect(Math.min(...filled.seconds.low)).toBe(99);
    expect(settleMinute(minute(100, 160, 99, 160, 0), seen, undefined, context)).toMatchObject({
      verdict: 'disputed',
      difference: { kind: 'low', by: '1' },
    });
  });

  it.each<[string, Minute, readonly ObservedSecond[], object]>([
    [
      'a price above the high',
      minute(100, 103, 99, 102, 5),
      covered(FIRST, LAST),
      { kind: 'high', observed: '104', official: '103', by: '1' },
    ],
    [
      'a price below the low',
      minute(100, 104, 100, 102, 5),
      covered(FIRST, LAST),
      { kind: 'low', observed: '99', official: '100', by: '-1' },
    ],
    [
      'no second reaches the high',
      minute(100, 105, 99, 102, 5),
      covered(FIRST, LAST),
      { kind: 'high', observed: '104', official: '105', by: '-1' },
    ],
    ['another open', minute(101, 104, 99, 102, 5), covered(FIRST, LAST), { kind: 'open', observed: '100', official: '101', by: '-1' }],
    [
      'a volume of which nothing was seen',
      minute(100, 104, 99, 102, 5),
      covered(),
      { kind: 'volume', observed: '0', official: '5', by: '-5' },
    ],
    ['another open, and nothing uncovered before the first trade', minute(101, 104, 99, 102, 9), [FIRST, LAST], { kind: 'open' }],
    ['another close', minute(100, 104, 99, 103, 5), covered(FIRST, LAST), { kind: 'close', observed: '102', official: '103', by: '-1' }],
    ['too much volume', minute(100, 104, 99, 102, 4), covered(FIRST, LAST), { kind: 'volume', observed: '5', official: '4', by: '1' }],
    [
      'volume short by more than 1 %',
      minute(100, 104, 99, 102, 6),
      covered(FIRST, LAST),
      { kind: 'volume', observed: '5', official: '6', by: '-1' },
    ],
    [
      'fewer units left than prices to show',
      minute(99, 105, 99, 103, 6),
      [second(30, [100, 104, 99, 102], 5)],
      { kind: 'units', observed: '1', official: '2', by: '-1' },
    ],
    ['trades in a minute without volume', minute(100, 100, 100, 100, 0), [second(30, [100, 100, 100, 100], 1)], { kind: 'volume' }],
  ])('behavior: disputed: %s; the official minute is interpolated', (_, official, observed, difference) => {
    const settled = settleMinute(official, observed, undefined, CONTEXT);
    expect([settled.verdict, settled.flags]).toEqual(['disputed', CandleFlag.Disputed]);
    expect(settled.difference).toMatchObject(difference);
    const alone = settleMinute({ ...official, flags: CandleFlag.Disputed }, [], undefined, CONTEXT);
    expect([...settled.seconds.close]).toEqual([...alone.seconds.close]);
    expect(new Set(settled.seconds.flags)).toEqual(new Set([CandleFlag.Disputed]));
  });

  it('behavior: disputed: a move without volume of which nothing was seen has no price to compare', () => {
    const { verdict, difference } = settleMinute(minute(100, 104, 99, 102, 0), covered(), undefined, CONTEXT);
    expect([verdict, difference]).toEqual(['disputed', { kind: 'units', observed: '0', official: '1', by: '-1' }]);
  });

  it.each<[string, string, string]>([
    ['508.1', 'agrees', 'a venue that rounds each trade'],
    ['508.3', 'agrees', 'the same'],
    ['509', 'adjusted', 'short by less than 1 %'],
    ['520', 'disputed', 'short by more'],
    ['507.9', 'disputed', 'more than there was'],
  ])('behavior: turnover %s of the minute beside 508.3 seen: %s (%s)', (turnover, verdict) => {
    const seen = covered({ ...FIRST, turnover: '306.3' }, { ...LAST, turnover: '202' });
    const settled = settleMinute(minute(100, 104, 99, 102, 5, { turnover: turnover as `${number}` }), seen, undefined, CONTEXT);
    expect(settled.verdict).toBe(verdict);
    if (verdict === 'agrees') expect(settled.difference).toBeUndefined();
    else expect(settled.difference?.kind).toBe('turnover');
  });

  it('behavior: what an earlier settlement said is forgotten; what pushes told is said of the minute, too', () => {
    const pushed = covered(FIRST, { ...LAST, flags: CandleFlag.ByPushes });
    const settled = settleMinute(minute(100, 104, 99, 102, 5, { flags: CandleFlag.Disputed }), pushed, undefined, CONTEXT);
    expect([settled.verdict, settled.flags]).toEqual(['agrees', CandleFlag.ByPushes]);
  });

  it('behavior: observed numbers may be finer than the minute; the answer stands on the scale that holds both', () => {
    const fine = second(30, [1_005, 1_005, 1_005, 1_005], 15, { priceGrid: { step: 5, scale: 1 }, volumeGrid: { step: 1, scale: 1 } });
    const settled = settleMinute(minute(100, 104, 99, 102, 5), [fine], undefined, CONTEXT);
    expect(settled.seconds.scale).toMatchObject({ priceScale: 1, volumeScale: 1 });
    expect([settled.verdict, settled.flags]).toEqual(['filled', CandleFlag.OffGrid]);
    expect(row(settled, 30)).toEqual([1_005, 1_005, 1_005, 1_005, 15, OriginCode.Observed]);
    expect([...settled.seconds.volume].reduce((sum, volume) => sum + volume, 0)).toBe(50);
  });

  it('error: seconds of another minute, out of order, or numbers that cannot stand side by side', () => {
    const official = minute(100, 104, 99, 102, 5);
    expect(() => settleMinute(official, [second(60, [100, 100, 100, 100], 1)], undefined, CONTEXT)).toThrow('found second 1609459260');
    expect(() => settleMinute(official, [LAST, FIRST], undefined, CONTEXT)).toThrow('in time order');
    const huge = second(1, [100, 100, 100, 100], 1, { priceGrid: { step: 1, scale: 12 } });
    expect(() => settleMinute({ ...official, high: 2 ** 52 }, [huge], undefined, CONTEXT)).toThrow('precision');
  });
});
