import fc from 'fast-check';
import { CandleFlag } from '../src/candle-flag';
import { OriginCode } from '../src/candle-origin';
import type { CandleSeries } from '../src/candle-series';
import { interpolateMinute } from '../src/interpolation/interpolate-minute';
import { METHOD_VERSIONS } from '../src/interpolation/methods';
import type { ObservedSecond } from '../src/observed/observed-second';
import { settleMinute } from '../src/settle-minute';
import { checkMinuteInvariants } from '../src/testing';
import { caseCount, printedSeed } from './support/case-count';
import { type TrueMinute, coverage, trueMinute } from './support/true-minutes';

const CASES = caseCount(200);
const SEED = printedSeed('settlement', CASES);
const RUNS = { numRuns: CASES, seed: SEED };
const COLUMNS = ['openTimeS', 'open', 'high', 'low', 'close', 'volume', 'origin', 'flags'] as const;

interface Case {
  readonly truth: TrueMinute;
  readonly observed: readonly ObservedSecond[];
  readonly method: string;
  readonly previousClose: { readonly value: number; readonly scale: number } | undefined;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    seed: fc.nat(),
    trades: fc.constantFrom(0, 1, 2, 3, 5, 12, 60, 300),
    move: fc.constantFrom(0, 1, 1, 3, 40),
    scale: fc.integer({ min: 0, max: 6 }),
    share: fc.constantFrom(0.02, 0.2, 0.5, 0.8, 0.98, 1),
    stretch: fc.constantFrom(1, 4, 20),
    method: fc.constantFrom(...Object.values(METHOD_VERSIONS)),
    previous: fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: undefined }),
  })
  .map(({ seed, trades, move, scale, share, stretch, method, previous }) => {
    const truth = trueMinute({ seed, trades, move, priceScale: scale, volumeScale: scale % 4 });
    const covered = share === 1 ? covering(60) : coverage(seed, share, stretch);
    const previousClose = previous === undefined ? undefined : { value: previous, scale };
    return { truth, observed: truth.seconds.filter((_, i) => covered[i]), method, previousClose };
  });

function covering(count: number): boolean[] {
  return Array.from({ length: count }, () => true);
}

const contextOf = (method: string) => ({ symbol: 'BTC_USDT', series: 'trade', profile: { method, seed: 7 } }) as const;

function rowsOf(series: CandleSeries): string {
  return COLUMNS.map((name) => series[name].join()).join(';');
}

describe('settleMinute', () => {
  it('E1–E13: what was covered and what is filled add up to the official minute, whatever was covered', () => {
    fc.assert(
      fc.property(cases, ({ truth, observed, method, previousClose }) => {
        const { seconds, verdict } = settleMinute(truth.minute, observed, previousClose, contextOf(method));
        expect(verdict).toBe(observed.length === 0 ? 'interpolated' : observed.length === 60 ? 'agrees' : 'filled');
        expect(checkMinuteInvariants(truth.minute, previousClose, seconds)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('E30: observed seconds are never altered, and no others are called observed', () => {
    fc.assert(
      fc.property(cases, ({ truth, observed, method, previousClose }) => {
        const { seconds } = settleMinute(truth.minute, observed, previousClose, contextOf(method));
        const seen = new Map(observed.map((second) => [second.openTimeS, second]));
        const price = 10 ** (seconds.scale.priceScale - truth.minute.priceGrid.scale);
        for (let row = 0; row < 60; row += 1) {
          const second = seen.get(seconds.openTimeS[row] as number);
          const isTraded = second !== undefined && second.volume > 0;
          const found = [seconds.origin[row] === OriginCode.Observed, ...COLUMNS.slice(1, 6).map((name) => seconds[name][row])];
          if (!isTraded) {
            if (found[0] === true || (second !== undefined && (seconds.origin[row] !== OriginCode.Carried || seconds.volume[row] !== 0)))
              return false;
            continue;
          }
          const { open, high, low, close, volume } = second;
          if (found.join() !== [true, open * price, high * price, low * price, close * price, volume].join()) return false;
        }
        return true;
      }),
      RUNS,
    );
  });

  it('E1–E10: in series without volume, too', () => {
    fc.assert(
      fc.property(cases, ({ truth, observed, method, previousClose }) => {
        const all = truth.seconds.map((second) => ({ ...second, volume: 0 }));
        const minute = {
          ...truth.minute,
          open: all[0]?.open ?? 0,
          close: all[59]?.close ?? 0,
          high: Math.max(...all.map((second) => second.high)),
          low: Math.min(...all.map((second) => second.low)),
          volume: 0,
        };
        const seen = new Set(observed.map((second) => second.openTimeS));
        const covered = all.filter((second) => seen.has(second.openTimeS));
        const settled = settleMinute(minute, covered, previousClose, { ...contextOf(method), series: 'fair' });
        expect(settled.verdict).toBe(covered.length === 0 ? 'interpolated' : covered.length === 60 ? 'agrees' : 'filled');
        const broken = checkMinuteInvariants(minute, previousClose, settled.seconds, 0, 'fair').map(({ invariant }) => invariant);
        // A minute that never moved is carried where nobody looked.
        expect(minute.high === minute.low ? broken.filter((rule) => rule !== 'E13' && rule !== 'E9') : broken).toEqual([]);
      }),
      RUNS,
    );
  });

  it('E14: the same input gives the same bytes, whatever was settled in between', () => {
    fc.assert(
      fc.property(cases, cases, (a, b) => {
        const settle = (one: Case): string =>
          rowsOf(settleMinute(one.truth.minute, one.observed, one.previousClose, contextOf(one.method)).seconds);
        const first = settle(a);
        settle(b);
        return settle(a) === first;
      }),
      RUNS,
    );
  });

  it('behavior: volume short by at most 1 % is added in proportion; more is disputed', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 400 }), ({ truth, method, previousClose }, more) => {
        fc.pre(truth.minute.volume > 0);
        const minute = { ...truth.minute, volume: truth.minute.volume + more };
        const { seconds, verdict, flags, difference } = settleMinute(minute, truth.seconds, previousClose, contextOf(method));
        expect(verdict).toBe(more * 100 <= minute.volume ? 'adjusted' : 'disputed');
        expect(difference).toMatchObject({ kind: 'volume' });
        expect(flags).toBe(verdict === 'adjusted' ? CandleFlag.Adjusted : CandleFlag.Disputed);
        expect(checkMinuteInvariants(minute, previousClose, seconds)).toEqual([]);
        if (verdict === 'adjusted') expect(truth.seconds.every(({ volume }, i) => (seconds.volume[i] as number) >= volume)).toBe(true);
      }),
      RUNS,
    );
  });

  it('behavior: where both contradict each other the official minute is interpolated, as if nothing had been observed', () => {
    const lies = fc.constantFrom<'high' | 'low' | 'volume'>('high', 'low', 'volume');
    fc.assert(
      fc.property(cases, lies, ({ truth, observed, method, previousClose }, kind) => {
        const traded = observed.filter((second) => second.volume > 0);
        const { high, low, volume } = truth.minute;
        fc.pre(traded.length > 0 && high - low >= 1);
        const [seenHigh, seenLow] = [Math.max(...traded.map((second) => second.high)), Math.min(...traded.map((second) => second.low))];
        const seenVolume = traded.reduce((sum, second) => sum + second.volume, 0);
        // An official minute that cannot hold what was seen.
        const clamp = (price: number): number =>
          kind === 'high' ? Math.min(price, seenHigh - 1) : kind === 'low' ? Math.max(price, seenLow + 1) : price;
        const minute = {
          ...truth.minute,
          open: clamp(truth.minute.open),
          close: clamp(truth.minute.close),
          high: Math.max(clamp(high), clamp(low)),
          low: Math.min(clamp(high), clamp(low)),
          volume: kind === 'volume' ? Math.max(1, seenVolume - 1) : volume,
        };
        fc.pre(seenVolume > 1);
        const settled = settleMinute(minute, observed, previousClose, contextOf(method));
        expect(settled.verdict).toBe('disputed');
        expect(settled.difference?.kind).toBe(kind);
        const disputed = { ...minute, flags: CandleFlag.Disputed };
        interpolateMinute(disputed, previousClose, contextOf(method), settled.seconds, 0);
        expect(rowsOf(settleMinute(minute, observed, previousClose, contextOf(method)).seconds)).toBe(rowsOf(settled.seconds));
      }),
      RUNS,
    );
  });
});
