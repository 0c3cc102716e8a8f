import type { RequestClock } from '@prate/mexc-auth';

/**
 * Reads the server's time and lets the clock learn from it.
 *
 * The clock's own local time is used for sending and receiving (what it says, less what it adds), so that both sides of the difference
 * are of one clock.
 *
 * @param readServerTime ms since the epoch
 */
export async function observeServerTime(clock: RequestClock | undefined, readServerTime: () => Promise<number>): Promise<number> {
  if (clock === undefined) return readServerTime();
  const localNowMs = () => clock.nowMs() - clock.offsetMs;
  const sentAtMs = localNowMs();
  const serverTimeMs = await readServerTime();
  clock.observe({ serverTimeMs, sentAtMs, receivedAtMs: localNowMs() });
  return serverTimeMs;
}
