/** Kline intervals the venue knows, in seconds. There is no 3 minutes, 1 hour is `Min60`, and months have no fixed length. */
export const klineIntervalSeconds = Object.freeze({
  Min1: 60,
  Min5: 300,
  Min15: 900,
  Min30: 1_800,
  Min60: 3_600,
  Hour4: 14_400,
  Hour8: 28_800,
  Day1: 86_400,
  Week1: 604_800,
});
export type KlineInterval = keyof typeof klineIntervalSeconds;

/** Rows in one kline answer, at most (reference 4.7). */
export const KLINE_PAGE_ROWS = 2_000;

/** The venue's word for an interval, or `undefined` where it has none. */
export function klineIntervalOf(seconds: number): KlineInterval | undefined {
  return (Object.keys(klineIntervalSeconds) as KlineInterval[]).find((word) => klineIntervalSeconds[word] === seconds);
}
