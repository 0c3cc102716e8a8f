import type { CandleAggregator } from '../../src/candle-aggregator';
import type { CandleStore } from '../../src/candle-store';
import type { MinuteInput } from '../../src/minute-input';
import type { ObservedSecond } from '../../src/observed/observed-second';

export const TAPE_SYMBOL = 'BTC_USDT';

/** Every tenth minute some of its seconds were seen without a trade, before it was final. */
function seenOf(minutes: readonly MinuteInput[]): ObservedSecond[] {
  return minutes
    .filter(({ timestamp }) => (timestamp / 60_000) % 10 === 0)
    .flatMap(({ timestamp, open }) => {
      const price = Math.round(open * 10);
      const numbers = { open: price, high: price, low: price, close: price, priceGrid: { step: 1, scale: 1 }, volume: 0 };
      return Array.from({ length: 20 }, (_, i) => ({
        openTimeS: timestamp / 1000 + i,
        ...numbers,
        volumeGrid: { step: 1, scale: 0 },
        flags: 0,
      }));
    });
}

/** Every seventeenth minute is corrected soon after. */
function correctionsOf(minutes: readonly MinuteInput[]): MinuteInput[] {
  return minutes
    .filter(({ timestamp }) => (timestamp / 60_000) % 17 === 0)
    .map((minute) => ({ ...minute, high: minute.high + 1, volume: minute.volume + 1 }));
}

/**
 * Stores a tape in calls of changing size, from the first minute that is missing: seconds that were seen, the minutes, corrections. Whatever was
 * cut off is done again, so that the end is the same however often it was.
 */
export async function playTape(store: CandleStore, aggregator: CandleAggregator, tape: readonly MinuteInput[]): Promise<void> {
  const known = (await store.stats()).minutes;
  const again = correctionsOf(tape.slice(Math.max(0, known - 200), known));
  if (again.length > 0) await aggregator.processAndStore(again, TAPE_SYMBOL);
  for (let at = known, size = 1; at < tape.length; at += size, size = (size % 97) + 1) {
    const minutes = tape.slice(at, at + size);
    const seconds = seenOf(minutes);
    if (seconds.length > 0) await store.putSeconds({ symbol: TAPE_SYMBOL, seconds, receivedAtMs: minutes[0]?.timestamp ?? 0 });
    await aggregator.processAndStore(minutes, TAPE_SYMBOL);
    const corrections = correctionsOf(minutes);
    if (corrections.length > 0) await aggregator.processAndStore(corrections, TAPE_SYMBOL);
  }
}
