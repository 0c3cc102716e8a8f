import type { DecimalText } from '@prate/execution-interface';
import { add } from '@prate/execution-interface/decimal';
import fc from 'fast-check';
import { CandleFlag } from '../src/candle-flag';
import { CandleSeries } from '../src/candle-series';
import { interpolateMinute } from '../src/interpolation/interpolate-minute';
import { METHODS } from '../src/interpolation/methods';
import type { Minute } from '../src/minute';
import { settleMinute } from '../src/settle-minute';
import { type TurnoverKind, type TurnoverShares, shareTurnover } from '../src/share-turnover';
import { checkMinuteInvariants } from '../src/testing';
import { minuteCases } from './support/arbitraries';
import { caseCount, printedSeed } from './support/case-count';
import { coverage, trueMinute } from './support/true-minutes';

const CASES = caseCount(250);
const RUNS = { numRuns: CASES, seed: printedSeed('turnover', CASES) };
const CONTEXT = { symbol: 'BTC_USDT', series: 'trade' } as const;
const THOUSANDTHS = 1_000n;

function toText(value: bigint, scale: number, decimals: number): DecimalText {
  const cut = scale > decimals ? value / 10n ** BigInt(scale - decimals) : value;
  const digits = String(cut).padStart(Math.min(scale, decimals) + 1, '0');
  const at = digits.length - Math.min(scale, decimals);
  return (at === digits.length ? digits : `${digits.slice(0, at)}.${digits.slice(at)}`)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '') as DecimalText;
}

interface Case {
  readonly minute: Minute & { readonly turnover: DecimalText };
  readonly seconds: CandleSeries;
  readonly kind: TurnoverKind;
  /** Whether turnover / volume (or its inverse) lies within low and high. */
  readonly isInside: boolean;
}

/** Interpolated minutes with a turnover whose average price lies anywhere, inside and outside, of 0 to 12 decimals. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    given: minuteCases,
    method: fc.constantFrom(...METHODS.keys()),
    kind: fc.constantFrom<TurnoverKind>('linear', 'inverse'),
    place: fc.oneof(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: -300, max: 1_300 })),
    decimals: fc.integer({ min: 0, max: 12 }),
  })
  .filter(({ given }) => given.minute.volume > 0)
  .map(({ given: { minute, previousClose }, method, kind, place, decimals }) => {
    const { low, high, volume } = minute;
    const [s, u] = [minute.priceGrid.scale, minute.volumeGrid.scale];
    // A price in thousandths of a step, above 0.
    const wanted = BigInt(low) * THOUSANDTHS + BigInt(high - low) * BigInt(place);
    const price = wanted > 0n ? wanted : 1n;
    const turnover =
      kind === 'linear'
        ? toText(BigInt(volume) * price, s + u + 3, decimals)
        : toText((BigInt(volume) * 10n ** BigInt(s + 3 + 24)) / price, u + 24, decimals);
    const [whole = '0', fraction = ''] = turnover.split('.');
    const amount = BigInt(whole + fraction) * 10n ** BigInt(24 - fraction.length);
    const [atLow, atHigh] = [BigInt(volume) * BigInt(low), BigInt(volume) * BigInt(high)];
    const linear = amount * 10n ** BigInt(s + u);
    const inverse = amount * 10n ** BigInt(u);
    const full = BigInt(volume) * 10n ** BigInt(s + 24);
    const isInside =
      kind === 'linear'
        ? linear >= atLow * 10n ** 24n && linear <= atHigh * 10n ** 24n
        : inverse * BigInt(low) <= full && inverse * BigInt(high) >= full;
    const seconds = new CandleSeries(1, { priceScale: s, volumeScale: u, turnoverScale: fraction.length }, 60);
    interpolateMinute(minute, previousClose, { ...CONTEXT, profile: { method, seed: 3 } }, seconds, 0);
    seconds.length = 60;
    return { minute: { ...minute, turnover }, seconds, kind, isInside };
  });

function sharesOf({ minute, seconds, kind }: Case): TurnoverShares {
  const shares = shareTurnover(minute, seconds, { kind });
  if (shares === undefined) throw new Error('a minute with a turnover has shares');
  return shares;
}

describe('shareTurnover', () => {
  it('E6: the amounts add up to the turnover of the minute, only where something traded', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { turnover, turnoverScale } = sharesOf(given);
        const [whole = '0', fraction = ''] = given.minute.turnover.split('.');
        const sum = turnover.reduce((total, amount) => total + amount, 0n);
        return (
          turnoverScale === fraction.length &&
          sum === BigInt(whole + fraction) &&
          turnover.every((amount, i) => amount >= 0n && (amount === 0n || (given.seconds.volume[i] as number) > 0))
        );
      }),
      RUNS,
    );
  });

  it('E16: the average price of each second lies within the minute, or it is said that it cannot', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { turnover, isVwapOutside } = sharesOf(given);
        expect(isVwapOutside).toBe(!given.isInside);
        const { seconds, minute } = given;
        seconds.turnover = turnover;
        if (isVwapOutside) seconds.flags.forEach((flags, row) => (seconds.flags[row] = flags | CandleFlag.VwapOutside));
        const broken = checkMinuteInvariants({ ...minute, turnover: minute.turnover }, undefined, seconds);
        return broken.every(({ invariant }) => invariant !== 'E6' && invariant !== 'E16');
      }),
      RUNS,
    );
  });

  it('behavior: linear or inverse need not be said where only one of them puts the average inside', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const other = sharesOf({ ...given, kind: given.kind === 'linear' ? 'inverse' : 'linear' });
        fc.pre(given.isInside && other.isVwapOutside);
        return shareTurnover(given.minute, given.seconds)?.turnover.join() === sharesOf(given).turnover.join();
      }),
      RUNS,
    );
  });

  it('E6, E30: what is known of observed seconds stays, and the rest is shared among the others', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(3, 12, 60, 300), (seed, trades) => {
        const truth = trueMinute({ seed, trades, move: 3, priceScale: 2 });
        const withTurnover = truth.seconds.map((second) => ({
          ...second,
          turnover: toText(BigInt(second.volume) * BigInt(second.high + second.low) * 5n, 3, 3),
        }));
        const turnover = withTurnover.reduce<DecimalText>((sum, second) => add(sum, second.turnover), '0');
        const minute = { ...truth.minute, turnover };
        const covered = coverage(seed, 0.5, 4);
        const observed = withTurnover.filter((_, i) => covered[i]);
        const { seconds } = settleMinute(minute, observed, undefined, { ...CONTEXT, profile: { method: 'bridge@2', seed: 1 } });
        const known = new Map(observed.filter((second) => second.volume > 0).map((second) => [second.openTimeS, second.turnover]));
        const shares = shareTurnover(minute, seconds, { known });
        if (shares === undefined) throw new Error('a minute with a turnover has shares');
        const sum = shares.turnover.reduce((total, amount) => total + amount, 0n);
        expect(toText(sum, shares.turnoverScale, shares.turnoverScale)).toBe(turnover);
        for (const [timeS, amount] of known) {
          expect(toText(shares.turnover[timeS - minute.openTimeS] ?? 0n, shares.turnoverScale, shares.turnoverScale)).toBe(amount);
        }
        expect(shares.isVwapOutside).toBe(false);
      }),
      RUNS,
    );
  });

  it('behavior: a minute without turnover has none to share; one that did not trade keeps what it has in its first second', () => {
    const { minute, seconds } = fc.sample(cases, { seed: 1, numRuns: 1 })[0] as Case;
    const { turnover, ...without } = minute;
    expect(turnover).toBeDefined();
    expect(shareTurnover(without, seconds)).toBeUndefined();
    const quiet = new CandleSeries(1, seconds.scale, 60);
    expect(shareTurnover({ ...minute, turnover: '0' }, quiet)).toMatchObject({
      turnover: Array.from({ length: 60 }, () => 0n),
      isVwapOutside: false,
    });
    expect(shareTurnover({ ...minute, turnover: '1.5' }, quiet)).toMatchObject({ turnoverScale: 1, isVwapOutside: true });
    expect(shareTurnover({ ...minute, turnover: '1.5' }, quiet)?.turnover[0]).toBe(15n);
  });
});
