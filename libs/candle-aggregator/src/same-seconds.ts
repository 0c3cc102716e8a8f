import type { CandleSeries } from './candle-series';
import type { Minute } from './minute';
import type { ObservedMinute } from './observed-minute';
import { powerOfTen } from './scaled-number';
import type { MinuteSettlement } from './settle-minute';
import { observedWithTurnover, secondsWithTurnover } from './with-turnover';

/** A settlement of a minute with what was observed of it then. */
export interface Settled {
  readonly settlement: MinuteSettlement;
  readonly observed: ObservedMinute | undefined;
}

const PRICES = ['open', 'high', 'low', 'close'] as const;
const ROW_COLUMNS = ['openTimeS', ...PRICES, 'volume', 'origin', 'flags'] as const;

/** Whether readers get the same seconds by both settlements of an official minute, also where they ask for turnover. */
export function areSameSeconds(minute: Minute, a: Settled, b: Settled): boolean {
  if (!isSameSeries(a.settlement.seconds, b.settlement.seconds)) return false;
  if (minute.turnover === undefined) return true;
  const [one, other] = [a, b].map(({ settlement, observed }) => withTurnover(minute, settlement, observed)) as [CandleSeries, CandleSeries];
  return (one.turnover === undefined) === (other.turnover === undefined) && isSameTurnover(one, other);
}

/** Whether all that readers had of a minute that was not final, `seen` on the settlement's scales, is in its seconds as it was. */
export function isContained(
  minute: Minute,
  seen: CandleSeries,
  { settlement, observed }: Settled & { readonly observed: ObservedMinute },
): boolean {
  const whole = settlement.seconds;
  let at = 0;
  for (let row = 0; row < seen.length; row += 1) {
    while (at < whole.length && (whole.openTimeS[at] as number) < (seen.openTimeS[row] as number)) at += 1;
    if (at >= whole.length || ROW_COLUMNS.some((column) => seen[column][row] !== whole[column][at])) return false;
  }
  if (minute.turnover === undefined) return true;
  // Where one second had no turnover, nobody had any: what comes is more, and no change.
  return isSameTurnover(observedWithTurnover(seen, observed), withTurnover(minute, settlement, observed));
}

function withTurnover(minute: Minute, { seconds, flags }: MinuteSettlement, observed: ObservedMinute | undefined): CandleSeries {
  return secondsWithTurnover({ ...minute, flags }, seconds, observed);
}

/** Of the seconds that both know. */
function isSameTurnover(a: CandleSeries, b: CandleSeries): boolean {
  if (a.turnover === undefined || b.turnover === undefined) return true;
  const [scaleA, scaleB] = [a.scale.turnoverScale ?? 0, b.scale.turnoverScale ?? 0];
  const unitA = 10n ** BigInt(Math.max(0, scaleB - scaleA));
  const unitB = 10n ** BigInt(Math.max(0, scaleA - scaleB));
  const known = new Map(b.turnover.map((amount, row) => [b.openTimeS[row] as number, amount * unitB]));
  return a.turnover.every((amount, row) => (known.get(a.openTimeS[row] as number) ?? amount * unitA) === amount * unitA);
}

function isSameSeries(a: CandleSeries, b: CandleSeries): boolean {
  if (a.length !== b.length) return false;
  const priceA = powerOfTen(Math.max(0, b.scale.priceScale - a.scale.priceScale));
  const priceB = powerOfTen(Math.max(0, a.scale.priceScale - b.scale.priceScale));
  const volumeA = powerOfTen(Math.max(0, b.scale.volumeScale - a.scale.volumeScale));
  const volumeB = powerOfTen(Math.max(0, a.scale.volumeScale - b.scale.volumeScale));
  for (let row = 0; row < a.length; row += 1) {
    for (const column of PRICES) if ((a[column][row] as number) * priceA !== (b[column][row] as number) * priceB) return false;
    if ((a.volume[row] as number) * volumeA !== (b.volume[row] as number) * volumeB) return false;
    if (a.origin[row] !== b.origin[row] || a.flags[row] !== b.flags[row] || a.openTimeS[row] !== b.openTimeS[row]) return false;
  }
  return true;
}
