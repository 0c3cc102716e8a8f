import { CandleFlag } from '../../src/candle-flag';
import type { CandleSeries } from '../../src/candle-series';
import type { Minute } from '../../src/minute';

/** A small generator of 32-bit numbers (mulberry32): the same on every machine. */
export function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Minutes of every kind, always the same. */
export function seededMinutes(count: number): Minute[] {
  const next = seededNumbers(20_210_101);
  const ranges = [0, 1, 2, 3, 5, 20, 500, 100_000];
  const volumes = [0, 1, 2, 3, 17, 59, 60, 61, 120, 9_999, 123_456_789, Number.MAX_SAFE_INTEGER];
  return Array.from({ length: count }, (_, index) => {
    const range = ranges[next() % ranges.length] as number;
    const low = 1 + (next() % 1_000_000);
    const volume = volumes[next() % volumes.length] as number;
    return {
      openTimeS: 1_609_459_200 + index * 60,
      open: low + (next() % (range + 1)),
      high: low + range,
      low,
      close: low + (next() % (range + 1)),
      priceGrid: { step: 1, scale: next() % 9 },
      volume,
      volumeGrid: { step: 1, scale: next() % 9 },
      flags: volume === 0 && range > 0 ? CandleFlag.Volumeless : 0,
      isFinal: true,
    };
  });
}

/** FNV-1a over the decimal text of all columns: 32 bits. */
export function hashOfSeries(series: CandleSeries): number {
  const columns = [series.openTimeS, series.open, series.high, series.low, series.close, series.volume, series.origin, series.flags];
  let hash = 2_166_136_261;
  for (const column of columns) {
    for (let row = 0; row < series.length; row += 1) {
      for (const character of `${column[row]};`) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
    }
  }
  return hash >>> 0;
}
