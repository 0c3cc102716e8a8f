import { MexcApiError } from '@prate/mexc-protocol';
import { ConstantBackoff, ExponentialBackoff, halfJitterGenerator, handleWhen, retry } from 'cockatiel';
import { TransportError } from '../errors';
import type { Deadline } from './deadline';
import { isTooFrequent } from './is-too-frequent';
import { RetryBudget } from './retry-budget';

const MOST_ATTEMPTS = 3;
const backoff = new ExponentialBackoff({ generator: halfJitterGenerator, initialDelay: 200, maxDelay: 2_000 });

/**
 * Repeats a read that found no answer that counts: at most three attempts, with growing and jittered pauses, inside the call's own time
 * limit and a budget over all calls. A refusal as too frequent waits for at least the window. Only for rows marked repeatable.
 */
export class ReadPolicy {
  readonly #budget = new RetryBudget();
  readonly #pauses = new Set<() => void>();
  #isClosed = false;

  /**
   * @param windowMs of the row
   * @throws whatever the last attempt threw
   */
  async run<Result>(windowMs: number, deadline: Deadline, attempt: () => Promise<Result>): Promise<Result> {
    this.#budget.earn();
    let pause = backoff.next();
    let pauseMs = 0;
    let attempts = 0;
    let lastError: unknown;
    const isOver = () => this.#isClosed || deadline.signal.aborted;
    const isRepeated = (error: Error): boolean => {
      lastError = error;
      if (attempts === MOST_ATTEMPTS || isOver() || !isWorthRepeating(error)) return false;
      pauseMs = isTooFrequent(error) ? windowMs + pause.duration : pause.duration;
      pause = pause.next(undefined);
      return pauseMs < deadline.remainingMs() && this.#budget.spend();
    };
    // cockatiel repeats; the pause is ours, because its own goes on after an abort.
    const policy = retry(handleWhen(isRepeated), { maxAttempts: MOST_ATTEMPTS - 1, backoff: new ConstantBackoff(0) });
    return policy.execute(async () => {
      if (attempts > 0) await this.#pause(pauseMs, deadline.signal);
      if (attempts > 0 && isOver()) throw lastError;
      attempts += 1;
      return attempt();
    });
  }

  /** Ends all pauses: calls in them end with what they know. Nothing is repeated afterwards. */
  close(): void {
    this.#isClosed = true;
    for (const end of this.#pauses) end();
  }

  #pause(durationMs: number, signal: AbortSignal): Promise<void> {
    if (this.#isClosed || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, durationMs);
      this.#pauses.add(end);
      signal.addEventListener('abort', end);
    });
  }
}

function isWorthRepeating(error: Error): boolean {
  if (error instanceof MexcApiError) return error.kind === 'transient' || error.kind === 'rate';
  if (!(error instanceof TransportError) || error.phase === 'aborted') return false;
  return error.phase !== 'http-status' || (error.httpStatus ?? 0) >= 500 || error.httpStatus === 429;
}
