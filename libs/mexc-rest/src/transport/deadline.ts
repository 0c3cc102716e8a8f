/** The longest time a timer can keep: 2^31 - 1 ms. */
export const LONGEST_TIMEOUT_MS = 2_147_483_647;

/** Whether a timer can keep it: a longer one would fire at once. */
export function isTimeoutMs(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LONGEST_TIMEOUT_MS;
}

/** The end of a call, fed by a timer and by the caller. Release it when the call has ended. */
export interface Deadline {
  /** For who needs one; made when it is asked for, because most calls do without. */
  readonly signal: AbortSignal;
  /** Who ended the call; `undefined` while nobody did. */
  readonly endedBy: 'timeout' | 'aborted' | undefined;
  /** Calls back when the call ends, at once where it has. @returns what takes the listener away again */
  onEnd(listener: () => void): () => void;
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
  return new RunningDeadline(timeoutMs, callerSignal);
}

class RunningDeadline implements Deadline {
  endedBy: Deadline['endedBy'];
  readonly #listeners = new Set<() => void>();
  readonly #callerSignal: AbortSignal | undefined;
  readonly #onAbort: (() => void) | undefined;
  readonly #endsAtMs: number;
  readonly #timer: NodeJS.Timeout;
  #controller: AbortController | undefined;

  constructor(timeoutMs: number, callerSignal: AbortSignal | undefined) {
    this.#endsAtMs = performance.now() + timeoutMs;
    this.#timer = setTimeout(() => this.#end('timeout'), timeoutMs);
    this.#callerSignal = callerSignal;
    if (callerSignal === undefined) return;
    this.#onAbort = () => this.#end('aborted');
    callerSignal.addEventListener('abort', this.#onAbort, { once: true });
    if (callerSignal.aborted) this.#onAbort();
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = new AbortController();
      this.#controller = controller;
      this.onEnd(() => controller.abort());
    }
    return this.#controller.signal;
  }

  onEnd(listener: () => void): () => void {
    if (this.endedBy === undefined) this.#listeners.add(listener);
    else listener();
    return () => void this.#listeners.delete(listener);
  }

  remainingMs(): number {
    return this.endedBy === undefined ? Math.max(0, this.#endsAtMs - performance.now()) : 0;
  }

  release(): void {
    clearTimeout(this.#timer);
    if (this.#onAbort !== undefined) this.#callerSignal?.removeEventListener('abort', this.#onAbort);
  }

  #end(by: 'timeout' | 'aborted'): void {
    if (this.endedBy !== undefined) return;
    this.endedBy = by;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
