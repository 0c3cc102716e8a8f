/** The longest time a timer can keep: 2^31 - 1 ms. */
export const LONGEST_TIMEOUT_MS = 2_147_483_647;

/** Whether a timer can keep it: a longer one would fire at once. */
export function isTimeoutMs(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LONGEST_TIMEOUT_MS;
}

/** One abort signal for a call, fed by a timer and by the caller. Release it when the call has ended. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Who ended the call; `undefined` while nobody did. */
  readonly endedBy: 'timeout' | 'aborted' | undefined;
  /** Milliseconds left; 0 when the call has ended. */
  remainingMs(): number;
  /** Stops the timer and lets go of the caller's signal. */
  release(): void;
}

/**
 * @param timeoutMs whole milliseconds, at most {@link LONGEST_TIMEOUT_MS}
 * @param callerSignal aborting it ends the call, too; one that is aborted already ends it at once
 */
export function startDeadline(timeoutMs: number, callerSignal?: AbortSignal): Deadline {
  const controller = new AbortController();
  let endedBy: Deadline['endedBy'];
  const end = (by: 'timeout' | 'aborted') => {
    endedBy ??= by;
    controller.abort();
  };
  const onAbort = () => end('aborted');
  const endsAtMs = performance.now() + timeoutMs;
  const timer = setTimeout(() => end('timeout'), timeoutMs);
  callerSignal?.addEventListener('abort', onAbort, { once: true });
  if (callerSignal?.aborted) onAbort();
  return {
    signal: controller.signal,
    get endedBy() {
      return endedBy;
    },
    remainingMs: () => (controller.signal.aborted ? 0 : Math.max(0, endsAtMs - performance.now())),
    release() {
      clearTimeout(timer);
      callerSignal?.removeEventListener('abort', onAbort);
    },
  };
}
