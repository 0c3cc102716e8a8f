import fc from 'fast-check';
import { CandleSeries } from '../src/candle-series';
import { interpolateMinute } from '../src/interpolation/interpolate-minute';
import { METHODS } from '../src/interpolation/methods';
import { fromScaled, toScaled } from '../src/scaled-number';
import type { SeriesName } from '../src/series-name';
import { type InvariantName, checkMinuteInvariants } from '../src/testing';
import { type MinuteCase, minuteCases } from './support/arbitraries';
import { caseCount, printedSeed } from './support/case-count';

const CASES = caseCount(500);
const SEED = printedSeed('interpolation', CASES);
const RUNS = { numRuns: CASES, seed: SEED };

interface Case extends MinuteCase {
  readonly series: SeriesName;
  readonly seed: number;
}

/** Of any series; without volume in those that have none. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    given: minuteCases,
    series: fc.constantFrom<SeriesName>('trade', 'trade', 'trade', 'index', 'fair'),
    seed: fc.nat({ max: 4_294_967_295 }),
    minuteOfDay: fc.nat({ max: 1_439 }),
  })
  .map(({ given: { minute, previousClose }, series, seed, minuteOfDay }) => ({
    minute: {
      ...minute,
      openTimeS: minute.openTimeS + minuteOfDay * 60,
      ...(series === 'trade' ? {} : { volume: 0, flags: 0 }),
    },
    previousClose,
    series,
    seed,
  }));

function interpolate({ minute, previousClose, series: name, seed }: Case, method: string): CandleSeries {
  const series = new CandleSeries(1, { priceScale: minute.priceGrid.scale, volumeScale: minute.volumeGrid.scale }, 60);
  interpolateMinute(minute, previousClose, { symbol: 'BTC_USDT', series: name, profile: { method, seed } }, series, 0);
  series.length = 60;
  return series;
}

const RULES: readonly (readonly [InvariantName, string])[] = [
  ['E1', 'the first traded second opens at the open'],
  ['E2', 'the last traded second closes at the close'],
  ['E3', 'the highest traded second reaches the high'],
  ['E4', 'the lowest traded second reaches the low'],
  ['E5', 'volumes are whole units and add up'],
  ['E7', 'low and high enclose open and close'],
  ['E8', 'traded seconds stay within the minute'],
  ['E9', 'untraded seconds are flat at the last close'],
  ['E10', 'a traded second opens where the one before closed'],
  ['E11', 'no more moving seconds than units'],
  ['E12', 'prices stand on the grid and parse back'],
  ['E13', 'a minute in which nothing happened is carried'],
];

function columnsOf({ openTimeS, open, high, low, close, volume, origin, flags }: CandleSeries): string {
  return [openTimeS, open, high, low, close, volume, origin, flags].join(';');
}

describe.each([...METHODS.keys()])('%s', (method) => {
  const broken = new Set<InvariantName>();
  const brokenRules = (given: Case): InvariantName[] =>
    checkMinuteInvariants(given.minute, given.previousClose, interpolate(given, method), 0, given.series).map((one) => one.invariant);

  beforeAll(() => {
    // One pass for all rules; a rule that broke is run again below by itself, from the same seed, so that fast-check shrinks and prints it.
    fc.assert(
      fc.property(cases, (given) => brokenRules(given).forEach((rule) => broken.add(rule))),
      RUNS,
    );
  }, 600_000);

  it.each(RULES)('%s: %s', (rule) => {
    if (broken.has(rule)) {
      fc.assert(
        fc.property(cases, (given) => !brokenRules(given).includes(rule)),
        { ...RUNS, verbose: 1 },
      );
    }
    expect([...broken]).not.toContain(rule);
  });

  it('E5: the decimals of the public volumes add up, too', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { scale } = given.minute.volumeGrid;
        const series = interpolate(given, method);
        const sum = [...series.volume].reduce((total, volume) => {
          const back = toScaled(fromScaled(volume, scale), scale);
          // Beyond 15 digits a double no longer names its decimal; the whole number then stands for itself.
          return total + BigInt(volume < 1e15 ? (back as number) : volume);
        }, 0n);
        return sum === BigInt(given.minute.volume);
      }),
      RUNS,
    );
  }, 600_000);

  it('E12: on the grids 0.5, 0.1, 0.25, 1e-8 and 5', () => {
    const grids = [
      { step: 5, scale: 1 },
      { step: 1, scale: 1 },
      { step: 25, scale: 2 },
      { step: 1, scale: 8 },
      { step: 5, scale: 0 },
    ];
    fc.assert(
      fc.property(cases, fc.constantFrom(...grids), (given, priceGrid) => {
        const onGrid = (price: number): number => (price / given.minute.priceGrid.step) * priceGrid.step;
        const { open, high, low, close } = given.minute;
        const minute = { ...given.minute, open: onGrid(open), high: onGrid(high), low: onGrid(low), close: onGrid(close), priceGrid };
        return brokenRules({ ...given, minute, previousClose: undefined }).length === 0;
      }),
      RUNS,
    );
  }, 600_000);

  it('E14: the same input gives the same bytes, in any order of calls', () => {
    fc.assert(
      fc.property(cases, cases, (a, b) => {
        const first = columnsOf(interpolate(a, method));
        interpolate(b, method);
        return columnsOf(interpolate(a, method)) === first;
      }),
      RUNS,
    );
  }, 600_000);

  it('E15: changing a minute changes it and at most the untraded seconds that open the next one', () => {
    fc.assert(
      fc.property(fc.array(cases, { minLength: 2, maxLength: 6 }), fc.nat(), cases, (list, place, other) => {
        const at = place % list.length;
        const chain = (minutes: readonly Case[]): CandleSeries[] =>
          minutes.map((one, i) => interpolate({ ...one, minute: onOneScale(one, i), previousClose: closeBefore(minutes, i) }, method));
        const before = chain(list);
        const after = chain(list.map((one, i) => (i === at ? { ...other, series: one.series } : one)).map(fitSeries));
        return before.every((series, i) => {
          if (i === at) return true;
          const now = after[i] as CandleSeries;
          if (i !== at + 1) return columnsOf(now) === columnsOf(series);
          // Where nothing of the next minute has traded yet it stands at the close before; from its first trade on nothing has moved.
          const first = series.volume.findIndex(
            (volume, row) => volume > 0 || (series.flags[row] as number) !== 0 || list[i]?.series !== 'trade',
          );
          return columnsOf(tail(now, first)) === columnsOf(tail(series, first));
        });
      }),
      { ...RUNS, numRuns: Math.ceil(CASES / 4) },
    );
  }, 600_000);

  it('E33: a minute is a function of itself and the close before: what comes later changes nothing', () => {
    fc.assert(
      fc.property(fc.array(cases, { minLength: 2, maxLength: 6 }), (list) => {
        const replay = (count: number): string[] =>
          list
            .slice(0, count)
            .map((one, i) => columnsOf(interpolate({ ...one, minute: onOneScale(one, i), previousClose: closeBefore(list, i) }, method)));
        const whole = replay(list.length);
        return list.every((_, i) => replay(i + 1).join() === whole.slice(0, i + 1).join());
      }),
      { ...RUNS, numRuns: Math.ceil(CASES / 4) },
    );
  }, 600_000);
});

/** Minutes that follow each other, all on one scale, so that each can stand beside the close of the one before. */
function onOneScale({ minute }: Case, index: number): Case['minute'] {
  return { ...minute, openTimeS: 1_609_459_200 + index * 60, priceGrid: { ...minute.priceGrid, scale: 2 } };
}

function closeBefore(list: readonly Case[], index: number): Case['previousClose'] {
  const before = list[index - 1];
  return before === undefined ? undefined : { value: before.minute.close, scale: 2 };
}

function fitSeries(one: Case): Case {
  return one.series === 'trade' ? one : { ...one, minute: { ...one.minute, volume: 0, flags: 0 } };
}

function tail(series: CandleSeries, from: number): CandleSeries {
  const part = new CandleSeries(1, series.scale, 60);
  if (from === -1) return part;
  for (const name of ['openTimeS', 'open', 'high', 'low', 'close', 'volume', 'origin', 'flags'] as const) {
    for (let row = from; row < 60; row += 1) part[name][row - from] = series[name][row] as number;
  }
  return part;
}
