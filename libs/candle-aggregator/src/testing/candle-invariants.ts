import type { CandleSeries } from '../candle-series';
import { OriginCode } from '../candle-origin';
import { type Minute, isFlat, isTraded } from '../minute';
import { type ScaledPrice, fromScaled, powerOfTen } from '../scaled-number';

export type InvariantName = 'E1' | 'E2' | 'E3' | 'E4' | 'E5' | 'E7' | 'E8' | 'E9' | 'E10' | 'E11' | 'E12' | 'E13';

export interface InvariantViolation {
  readonly invariant: InvariantName;
  readonly message: string;
}

/**
 * Checks the rules that tie one minute to its 60 seconds (candle rules, section 5, E1 to E13; the seconds carry no turnover, so no E6).
 * All comparisons are of whole numbers. An empty answer means that all hold.
 */
export function checkMinuteInvariants(
  minute: Minute,
  previousClose: ScaledPrice | undefined,
  seconds: CandleSeries,
  at = 0,
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
    isTraded: isTraded(seconds.volume[at + i] as number, seconds.flags[at + i] as number),
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
    minute.volume === 0 || BigInt(rows.filter((second) => second.h !== second.l).length) <= volume / unit,
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
        [o, h, l, c].every((price) => price % tick === 0),
        () => `second ${i}: off the grid of ${tick}`,
      );
      expect('E10', before === undefined || o === before.c, () => `second ${i}: open ${o} after close ${before?.c}`);
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
  return violations;
}
