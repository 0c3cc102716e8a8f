import type { SeededNumbers } from './seeded-numbers';
import { type Window, type WindowPath, encloseSteps, reachExtremes } from './window';

/** `rnd(n / d) = floor((2n + d) / (2d))`, for whole numbers and d > 0. Exact: beyond the range of doubles it counts in big integers. */
export function roundedQuotient(factor: number, times: number, divisor: number): number {
  const numerator = 2 * factor * times + divisor;
  if (Math.abs(numerator) <= Number.MAX_SAFE_INTEGER && 2 * divisor <= Number.MAX_SAFE_INTEGER)
    return Math.floor(numerator / (2 * divisor));
  return bigRoundedQuotient(BigInt(factor) * BigInt(times), BigInt(divisor));
}

function bigRoundedQuotient(dividend: bigint, divisor: bigint): number {
  const numerator = 2n * dividend + divisor;
  const quotient = numerator / (2n * divisor);
  return Number(numerator % (2n * divisor) < 0n ? quotient - 1n : quotient);
}

/** Where on the path the extremes stand: in proportion to the way that leads there. */
function extremeNodes(toFirst: number, range: number, toClose: number, tradedSeconds: number): { readonly a: number; readonly b: number } {
  if (range === 0) return { a: 0, b: 0 };
  // The whole way is at most three times the range; beyond doubles it is counted in big integers.
  if (range < 2 ** 51) {
    const distance = toFirst + range + toClose;
    return { a: roundedQuotient(toFirst, tradedSeconds, distance), b: roundedQuotient(toFirst + range, tradedSeconds, distance) };
  }
  const first = BigInt(toFirst);
  const second = first + BigInt(range);
  const distance = second + BigInt(toClose);
  const seconds = BigInt(tradedSeconds);
  return { a: bigRoundedQuotient(first * seconds, distance), b: bigRoundedQuotient(second * seconds, distance) };
}

/**
 * `linear@1`: even shares of the volume, and straight lines open → first extreme → other extreme → close (section 4.3 of the candle rules).
 * A released version never changes one bit of its output.
 */
export function fillLinear(window: Window, _random: SeededNumbers, path: WindowPath): void {
  const { open, high, low, close } = window;
  const traded = shareEvenly(window, path);
  const isLowFirst = close > open || (close === open && open - low <= high - open);
  const first = isLowFirst ? low : high;
  const second = isLowFirst ? high : low;
  const { a, b } = extremeNodes(Math.abs(open - first), high - low, Math.abs(second - close), traded);

  const { price } = path;
  price[0] = open;
  let at = 0;
  // Where both extremes fall on one node the later one stands there, and the wick rule shows the other.
  if (a > 0 && a < traded && a !== b) at = lineTo(price, at, a, first);
  if (b > 0 && b < traded) at = lineTo(price, at, b, second);
  lineTo(price, at, traded, close);
  encloseSteps(path);
  reachExtremes(path, window, isLowFirst ? { lowAt: a, highAt: b } : { lowAt: b, highAt: a });
}

function lineTo(price: Float64Array, from: number, to: number, target: number): number {
  const start = price[from] as number;
  for (let i = 1; i <= to - from; i += 1) price[from + i] = start + roundedQuotient(target - start, i, to - from);
  return to;
}

/** Even shares of the units over all seconds; answers how many seconds traded. */
function shareEvenly({ seconds, units, isEverySecondTraded }: Window, path: WindowPath): number {
  const spare = units % seconds;
  const each = (units - spare) / seconds;
  let traded = 0;
  for (let i = 0; i < seconds; i += 1) {
    const share = each + Math.floor(((i + 1) * spare) / seconds) - Math.floor((i * spare) / seconds);
    if (share === 0 && !isEverySecondTraded) continue;
    traded += 1;
    path.place[traded] = i;
    path.share[traded] = share;
  }
  path.traded = traded;
  return traded;
}
