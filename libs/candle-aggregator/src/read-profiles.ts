import type { CandleRange, CandleStore } from './candle-store';
import { nextTurn } from './event-loop-timer';
import type { InterpolationProfile } from './minute';

const DAY_MS = 86_400_000;

/** Every profile that final minutes of a range record, sorted by method and seed; a day is read at a time. */
export async function readProfiles(store: CandleStore, { startTs, endTs, ...range }: CandleRange): Promise<InterpolationProfile[]> {
  const profiles = new Map<string, InterpolationProfile>();
  for (let fromMs = startTs - (startTs % 60_000); fromMs < endTs; fromMs += DAY_MS) {
    for (const { profile, isFinal } of await store.minuteRecords({ ...range, startTs: fromMs, endTs: Math.min(endTs, fromMs + DAY_MS) })) {
      if (isFinal) profiles.set(`${profile.method} ${String(profile.seed).padStart(10, '0')}`, profile);
    }
    await nextTurn();
  }
  return [...profiles].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { method, seed }]) => ({ method, seed }));
}
