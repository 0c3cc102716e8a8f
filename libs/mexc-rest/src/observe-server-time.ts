import type { RequestClock } from '@prate/mexc-auth';

/**
 * Reads the server's time and lets the clock learn from it.
 *
 * @param readServerTime ms since the epoch
 */
export async function observeServerTime(clock: RequestClock | undefined, readServerTime: () => Promise<number>): Promise<number> {
  if (clock === undefined) return readServerTime();
  const sentAtMs = clock.localNowMs();
  const serverTimeMs = await readServerTime();
  clock.observe({ serverTimeMs, sentAtMs, receivedAtMs: clock.localNowMs() });
  return serverTimeMs;
}
