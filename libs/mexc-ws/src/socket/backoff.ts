import { ExponentialBackoff } from 'cockatiel';

export interface BackoffSettings {
  /** Around this is the first wait, ms. */
  readonly firstMs: number;
  /** No wait is longer, ms. */
  readonly longestMs: number;
}

/** Waits between attempts to connect: exponential, with decorrelated jitter, so that many clients do not come back in step. */
export class Backoff {
  readonly #policy: ExponentialBackoff<unknown>;
  #step: ReturnType<ExponentialBackoff<unknown>['next']> | undefined;

  constructor({ firstMs, longestMs }: BackoffSettings) {
    this.#policy = new ExponentialBackoff({ initialDelay: firstMs, maxDelay: longestMs });
  }

  /** How long to wait before the next attempt, whole ms. */
  nextMs(): number {
    this.#step = (this.#step ?? this.#policy).next(undefined);
    return Math.max(0, Math.round(this.#step.duration));
  }

  /** The connection stood: the next wait is a first one again. */
  reset(): void {
    this.#step = undefined;
  }
}
