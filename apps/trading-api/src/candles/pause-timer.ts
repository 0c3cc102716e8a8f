import { setTimeout as wait } from 'node:timers/promises';

/** Waits, or ends early when the signal says so. Never rejects. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
