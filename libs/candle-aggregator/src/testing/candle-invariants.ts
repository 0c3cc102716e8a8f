import type { DecimalText } from '@prate/execution-interface';
import { CandleFlag } from '../candle-flag';
import { OriginCode } from '../candle-origin';
import type { CandleSeries } from '../candle-series';
import { ExactSum } from '../exact-sum';
import { type Minute, isFlat, isTraded } from '../minute';
import { type ScaledPrice, fromScaled, powerOfTen } from '../scaled-number';
import { DEFAULT_SERIES, type SeriesName } from '../series-name';

export type InvariantName = 'E1' | 'E2' | 'E3' | 'E4' | 'E5' | 'E6' | 'E7' | 'E8' | 'E9' | 'E10' | 'E11' | 'E12' | 'E13' | 'E16';

export interface InvariantViolation {
  readonly invariant: InvariantName;
  readonly message: string;
}

/**
 * Checks the rules that tie one minute to its 60 seconds, interpolated, observed or both (candle rules, section 5, E1 to E13; E6 and E16 where the
 * seconds carry their turnover). All comparisons are of whole numbers. An empty answer means that all hold.
 */
export function checkMinuteInvariants(
  minute: Minute,
  previousClose: ScaledPrice | undefined,
  seconds: CandleSeries,
  at = 0,
  name: SeriesName = DEFAULT_SERIES,
): InvariantViolation[] {
  const violations: InvariantViolation[] = [];
  const expect = (invariant: InvariantName, isKept: boolean, message: () => string): void => {
    if (!isKept) violations.push({ invariant, message: message() });
  };
  const { priceScale, volumeScale } = seconds.scale;
  const toPrice = (value: number): number => value * powerOfTen(priceScale - minute.priceGrid.scale);
  const [open, high, low, close] = [minute.open, minute.high, minute.low, minute.close].map(toPrice) as [number, number, number, number];
  const volume = BigInt(minute.volume) * 10n ** BigInt(volumeScale - minute.volumeGrid.scale);
  const unit = BigInt(minute.volumeGrid.step) * 10n ** BigInt(volumeScale - minute.volumeGrid.scale);
  const tick = toPrice(minute.priceGrid.step);
  const parsesBack = (price: number): boolean =>
    Number.isSafeInteger(price) && fromScaled(price, priceScale) === Number(`${price}e-${priceScale}`);
  const row = (i: number) => ({
    o: seconds.open[at + i] as number,
    h: seconds.high[at + i] as number,
    l: seconds.low[at + i] as number,
    c: seconds.close[at + i] as number,
    v: seconds.volume[at + i] as number,
    origin: seconds.origin[at + i] as number,
    flags: seconds.flags[at + i] as number,
    // Without volume every second of a minute that moved counts as traded.
    isTraded: name === 'trade' ? isTraded(seconds.volume[at + i] as number, seconds.flags[at + i] as number) : !isFlat(minute),
  });
  const rows = Array.from({ length: 60 }, (_, i) => row(i));
  const traded = rows.filter((second) => second.isTraded);
  const first = traded[0];
  const last = traded.at(-1);

  if (first !== undefined && last !== undefined) {
    expect('E1', first.o === open, () => `first traded open ${first.o}, expected ${open}`);
    expect('E2', last.c === close, () => `last traded close ${last.c}, expected ${close}`);
    expect('E3', Math.max(...traded.map((second) => second.h)) === high, () => `highest is not ${high}`);
    expect('E4', Math.min(...traded.map((second) => second.l)) === low, () => `lowest is not ${low}`);
  } else expect('E1', isFlat(minute), () => 'no second is traded though the minute is');
  const sum = rows.reduce((total, second) => total + BigInt(second.v), 0n);
  expect('E5', sum === volume, () => `volumes add up to ${sum}, expected ${volume}`);
  expect(
    'E11',
    minute.volume === 0 || name !== 'trade' || BigInt(rows.filter((second) => second.h !== second.l).length) <= volume / unit,
    () => 'more moves than trades',
  );

  let standing = previousClose === undefined ? open : previousClose.value * powerOfTen(priceScale - previousClose.scale);
  if (isFlat(minute)) standing = close;
  let before: (typeof rows)[number] | undefined;
  rows.forEach((second, i) => {
    const { o, h, l, c, v } = second;
    expect(
      'E5',
      Number.isSafeInteger(v) && v >= 0 && BigInt(v) % unit === 0n,
      () => `second ${i}: volume ${v} is no whole number of units`,
    );
    expect('E7', l <= Math.min(o, c) && h >= Math.max(o, c), () => `second ${i}: ${o} ${h} ${l} ${c} out of order`);
    expect('E12', [o, h, l, c].every(parsesBack), () => `second ${i}: a price does not parse back`);
    if (second.isTraded) {
      expect('E8', low <= l && h <= high, () => `second ${i}: ${l} to ${h} outside ${low} to ${high}`);
      expect(
        'E12',
        (second.flags & CandleFlag.OffGrid) !== 0 || [o, h, l, c].every((price) => price % tick === 0),
        () => `second ${i}: off the grid of ${tick}`,
      );
      const isMade = (one: typeof before): boolean => one?.origin === OriginCode.Interpolated;
      expect('E10', !isMade(before) || !isMade(second) || o === before?.c, () => `second ${i}: open ${o} after close ${before?.c}`);
      before = second;
      standing = c;
    } else
      expect(
        'E9',
        [o, h, l, c].every((price) => price === standing),
        () => `second ${i}: ${o} ${h} ${l} ${c}, expected flat at ${standing}`,
      );
    expect(
      'E13',
      !isFlat(minute) || (second.origin === OriginCode.Carried && v === 0),
      () => `second ${i} of a flat minute is not carried`,
    );
  });
  if (minute.turnover !== undefined && seconds.turnover !== undefined) {
    violations.push(...turnoverViolations(minute, minute.turnover, seconds, at));
  }
  return violations;
}

function turnoverViolations(minute: Minute, turnover: DecimalText, seconds: CandleSeries, at: number): InvariantViolation[] {
  const violations: InvariantViolation[] = [];
  const { priceScale, volumeScale, turnoverScale = 0 } = seconds.scale;
  const amounts = Array.from({ length: 60 }, (_, i) => seconds.turnover?.[at + i] ?? 0n);
  const sum = new ExactSum();
  amounts.forEach((amount) => sum.add(amount, turnoverScale));
  if (sum.toText() !== turnover) violations.push({ invariant: 'E6', message: `turnovers add up to ${sum.toText()}, expected ${turnover}` });
  // Volume × price in units of turnover: linear v · p · 10^(t − s − u), inverse v · 10^(t + s − u) / p, compared without a division.
  const power = (exponent: number): bigint => 10n ** BigInt(exponent);
  const isWithin = (amount: bigint, volume: bigint, low: bigint, high: bigint, isInverse: boolean): boolean => {
    const unit = isInverse ? power(volumeScale) : power(priceScale + volumeScale);
    const full = volume * (isInverse ? power(turnoverScale + priceScale) : power(turnoverScale));
    return isInverse
      ? (amount + 1n) * unit * high >= full && (amount - 1n) * unit * low <= full
      : (amount + 1n) * unit >= full * low && (amount - 1n) * unit <= full * high;
  };
  const finer = powerOfTen(priceScale - minute.priceGrid.scale);
  const [low, high] = [BigInt(minute.low * finer), BigInt(minute.high * finer)];
  const made = [...amounts.keys()].filter(
    (i) =>
      (seconds.volume[at + i] as number) > 0 &&
      seconds.origin[at + i] === OriginCode.Interpolated &&
      ((seconds.flags[at + i] as number) & CandleFlag.VwapOutside) === 0,
  );
  const keeps = (isInverse: boolean): boolean =>
    made.every((i) => isWithin(amounts[i] as bigint, BigInt(seconds.volume[at + i] as number), low, high, isInverse));
  if (!keeps(false) && !keeps(true))
    violations.push({ invariant: 'E16', message: 'the average price of a second lies outside the minute' });
  return violations;
}
