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

/** The path of a minute: where price stands after each traded second, and when the extremes are due. */
export interface MinutePath {
  /** Traded second (1 … K) whose candle must touch the extreme that comes first. */
  readonly firstExtremeAt: number;
  readonly secondExtremeAt: number;
  readonly isLowFirst: boolean;
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
 * `linear@1`: straight lines open → first extreme → other extreme → close over K traded seconds (section 4.3 of the candle rules).
 * Writes `path[0] = O … path[K] = C` in ticks. A released version never changes one bit of its output.
 */
export function linearPath(open: number, high: number, low: number, close: number, tradedSeconds: number, path: Float64Array): MinutePath {
  const isLowFirst = close > open || (close === open && open - low <= high - open);
  const first = isLowFirst ? low : high;
  const second = isLowFirst ? high : low;
  const { a, b } = extremeNodes(Math.abs(open - first), high - low, Math.abs(second - close), tradedSeconds);

  path[0] = open;
  let at = 0;
  let price = open;
  const lineTo = (end: number, target: number): void => {
    for (let i = 1; i <= end - at; i += 1) path[at + i] = price + roundedQuotient(target - price, i, end - at);
    at = end;
    price = target;
  };
  // Where both extremes fall on one node the later one stands there, and the wick rule shows the other.
  if (a > 0 && a < tradedSeconds && a !== b) lineTo(a, first);
  if (b > 0 && b < tradedSeconds) lineTo(b, second);
  lineTo(tradedSeconds, close);
  return { firstExtremeAt: Math.max(1, a), secondExtremeAt: Math.max(1, b), isLowFirst };
}
