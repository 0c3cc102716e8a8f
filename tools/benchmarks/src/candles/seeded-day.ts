import type { CandleGrid, MinuteInput } from '@prate/candle-aggregator';

/** Grid of the made-up contract: tick 0.1, 0.0001 base a contract. */
export const GRID: CandleGrid = { tickSize: '0.1', contractSize: '0.0001' };

/** 2026-01-05T00:00:00Z, ms. */
export const FIRST_DAY_MS = 1_767_571_200_000;
export const DAY_MS = 86_400_000;

/** One day of minutes, the same for the same symbol and day: a random walk with quiet minutes, ranges of 0 to 60 ticks, 0 to 2,000 contracts. */
export function seededDay(symbol: number, day: number): MinuteInput[] {
  const next = seededNumbers(symbol * 7_919 + day * 104_729 + 1);
  let close = 300_000 + (symbol % 10) * 50_000 + (next() % 20_000);
  return Array.from({ length: 1_440 }, (_, minute) => {
    const open = close + (next() % 7) - 3;
    close = open + (next() % 41) - 20;
    const high = Math.max(open, close) + (next() % 20);
    const low = Math.min(open, close) - (next() % 20);
    const contracts = next() % 20 === 0 ? next() % 40 : 60 + (next() % 1_940);
    const flat = contracts === 0;
    return {
      timestamp: FIRST_DAY_MS + day * DAY_MS + minute * 60_000,
      open: (flat ? close : open) / 10,
      high: (flat ? close : high) / 10,
      low: (flat ? close : low) / 10,
      close: close / 10,
      volume: contracts / 10_000,
    };
  });
}

/** mulberry32: 32-bit numbers, the same on every machine. */
function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
