import type { Minute } from '../../src/minute';
import type { ObservedSecond } from '../../src/observed/observed-second';
import { seededNumbers } from './seeded-minutes';

export interface TrueMinuteOptions {
  readonly seed: number;
  /** Trades a minute, on average; 0 for none. */
  readonly trades: number;
  /** Ticks a trade moves at most. */
  readonly move: number;
  readonly priceScale?: number;
  readonly volumeScale?: number;
}

export interface TrueMinute {
  /** The official minute: what the trades add up to. */
  readonly minute: Minute;
  /** All 60 seconds as a stream that lost nothing would have told them. */
  readonly seconds: readonly ObservedSecond[];
}

/** A minute made of trades, always the same for one seed; flat at its start where there are none. */
export function trueMinute({ seed, trades, move, priceScale = 1, volumeScale = 0 }: TrueMinuteOptions): TrueMinute {
  const next = seededNumbers(seed);
  const openTimeS = 1_609_459_200 + (next() % 100_000) * 60;
  const priceGrid = { step: 1, scale: priceScale };
  const volumeGrid = { step: 1, scale: volumeScale };
  let price = 1_000 + (next() % 100_000);
  const seconds = Array.from({ length: 60 }, (_, i): ObservedSecond => {
    const count = trades === 0 ? 0 : tradesIn(next, trades / 60);
    const prices: number[] = [];
    let volume = 0;
    for (let k = 0; k < count; k += 1) {
      price = Math.max(1, price + (next() % (2 * move + 1)) - move);
      prices.push(price);
      volume += next() % 4 === 0 ? 1 + (next() % 50) : 1;
    }
    const [open, close] = [prices[0] ?? price, prices.at(-1) ?? price];
    const [high, low] = [Math.max(open, ...prices), Math.min(open, ...prices)];
    return { openTimeS: openTimeS + i, open, high, low, close, priceGrid, volume, volumeGrid, flags: 0 };
  });
  const traded = seconds.filter((second) => second.volume > 0);
  const used = traded.length > 0 ? traded : seconds;
  return {
    seconds,
    minute: {
      openTimeS,
      open: used[0]?.open ?? price,
      high: Math.max(...used.map((second) => second.high)),
      low: Math.min(...used.map((second) => second.low)),
      close: used.at(-1)?.close ?? price,
      priceGrid,
      volume: traded.reduce((sum, second) => sum + second.volume, 0),
      volumeGrid,
      flags: 0,
      isFinal: true,
    },
  };
}

function tradesIn(next: () => number, mean: number): number {
  let count = Math.floor(mean);
  if (next() / 2 ** 32 < mean - count) count += 1;
  return count === 0 ? 0 : next() % (2 * count + 1);
}

/** Which seconds of a minute were covered: each by itself, or in stretches. */
export function coverage(seed: number, share: number, stretch: number): boolean[] {
  const next = seededNumbers(seed ^ 0x5bd1e995);
  let isCovered = next() / 2 ** 32 < share;
  return Array.from({ length: 60 }, () => {
    if (next() % stretch === 0) isCovered = next() / 2 ** 32 < share;
    return isCovered;
  });
}
