import { HostPausedError } from '../errors';

/** What the hook is told when the host is left alone. */
export interface HostPause {
  readonly host: string;
  readonly pausedForMs: number;
}

/**
 * Open while the host is to be left alone: its firewall has answered with an HTML 403, which is about this address and everything it asks
 * for, cancels included (reference 1.1). Only time closes it.
 */
export class HostBreaker {
  #closesAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly pauseMs: number) {}

  open(): void {
    this.#closesAtMs = performance.now() + this.pauseMs;
  }

  get remainingMs(): number {
    return Math.max(0, this.#closesAtMs - performance.now());
  }

  /** @throws {HostPausedError} while open */
  check(operation: string, symbol?: string): void {
    const { remainingMs } = this;
    if (remainingMs > 0) throw new HostPausedError(operation, remainingMs, symbol);
  }
}
