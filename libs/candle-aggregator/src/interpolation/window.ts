/** A stretch of seconds to fill: a minute, or a run of a minute that was observed in part. Prices in ticks, volume in units, all whole. */
export interface Window {
  /** Length, 1 to 60 seconds. */
  readonly seconds: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly units: number;
  /** In series without volume every second counts as traded, with 0 units. */
  readonly isEverySecondTraded: boolean;
}

/** Seconds in a window at most. */
export const MAX_SECONDS = 60;

/** What a method makes of a window. One object serves all windows: nothing is allocated a candle. */
export class WindowPath {
  /** K: how many seconds traded. */
  traded = 0;
  /** Of traded second k (1 … K): its place in the window, from 0. */
  readonly place = new Uint8Array(MAX_SECONDS + 1);
  /** Units of traded second k. */
  readonly share = new Float64Array(MAX_SECONDS + 1);
  /** `price[0]` is the open of the window, `price[k]` the close of traded second k, which opens at `price[k − 1]`. Ticks. */
  readonly price = new Float64Array(MAX_SECONDS + 1);
  /** Highest and lowest of traded second k. Ticks. */
  readonly high = new Float64Array(MAX_SECONDS + 1);
  readonly low = new Float64Array(MAX_SECONDS + 1);
}

/** One traded second that shows the whole window; what every method makes of a single unit. */
export function fillSingle({ open, high, low, close, units }: Window, place: number, path: WindowPath): void {
  path.traded = 1;
  path.place[1] = place;
  path.share[1] = units;
  path.price[0] = open;
  path.price[1] = close;
  path.high[1] = high;
  path.low[1] = low;
}

/** Each traded second from its open to its close. */
export function encloseSteps({ traded, price, high, low }: WindowPath): void {
  for (let k = 1; k <= traded; k += 1) {
    const from = price[k - 1] as number;
    const to = price[k] as number;
    high[k] = from > to ? from : to;
    low[k] = from > to ? to : from;
  }
}

/**
 * Wick rule: the extremes are attained in the traded seconds where they are due (path indices, 0 … K), also where the path itself does not
 * reach them.
 */
export function reachExtremes(
  path: WindowPath,
  { high, low }: Window,
  { lowAt, highAt }: { readonly lowAt: number; readonly highAt: number },
): void {
  const top = highAt < 1 ? 1 : highAt;
  const bottom = lowAt < 1 ? 1 : lowAt;
  if (high > (path.high[top] as number)) path.high[top] = high;
  if (low < (path.low[bottom] as number)) path.low[bottom] = low;
}
