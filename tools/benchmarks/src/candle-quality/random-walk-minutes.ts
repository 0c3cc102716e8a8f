import type { RecordedMinute } from './recorded-minutes';
import { SecondColumns } from './second-columns';

const TRADES_A_SECOND = 10;

/** Minutes of a driftless random walk: nothing in them can be foreseen, so the real hit rate of every rule is one half. */
export function randomWalkMinutes(count: number): RecordedMinute[] {
  // Another generator than the one the methods draw from.
  let state = 20_210_102;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return Array.from({ length: count }, (_, index) => {
    const real = new SecondColumns();
    let price = 1_000_000;
    for (let second = 0; second < 60; second += 1) {
      let [high, low] = [-Infinity, Infinity];
      let open = price;
      for (let trade = 0; trade < TRADES_A_SECOND; trade += 1) {
        price += (next() % 201) - 100;
        if (trade === 0) open = price;
        if (price > high) high = price;
        if (price < low) low = price;
      }
      real.trade(second, { open, high, low, close: price, volume: 1 + (next() % 100) });
    }
    const { open, high, low, close, volume } = real.summary();
    return {
      minute: {
        openTimeS: 1_609_459_200 + index * 60,
        open,
        high,
        low,
        close,
        priceGrid: { step: 1, scale: 2 },
        volume,
        volumeGrid: { step: 1, scale: 8 },
        flags: 0,
        isFinal: true,
      },
      real,
      tradedSeconds: 60,
    };
  });
}
