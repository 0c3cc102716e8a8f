import type { MinuteInput } from '../../src/minute-input';
import { seededNumbers } from './seeded-minutes';

/** Minutes that follow each other, thin ones among them, always the same for one seed. */
export function tapeOfMinutes(count: number, seed: number): MinuteInput[] {
  const next = seededNumbers(seed);
  let price = 290_000;
  return Array.from({ length: count }, (_, index) => {
    const open = price;
    const close = Math.max(1_000, open + (next() % 401) - 200);
    const high = Math.max(open, close) + (next() % 100);
    const low = Math.min(open, close) - (next() % 100);
    price = close;
    const volume = [3, 17, 120, 5_000][next() % 4] as number;
    return { timestamp: 1_609_459_200_000 + index * 60_000, open: open / 10, high: high / 10, low: low / 10, close: close / 10, volume };
  });
}
