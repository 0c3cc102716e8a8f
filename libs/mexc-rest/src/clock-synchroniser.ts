import type { RequestClock } from '@prate/mexc-auth';
import { observeServerTime } from './observe-server-time';
import type { Timer } from './system-timer';
import type { CallOptions } from './transport/send-request';

export interface ClockSyncOptions {
  /** Between two rounds of readings; ms, default 60,000. */
  readonly everyMs?: number;
  /** Told of a round that failed; the next one comes as planned. */
  readonly onFailure?: (error: unknown) => void;
}

export interface ClockSynchroniserOptions {
  readonly clock: RequestClock;
  /** ms since the epoch; `GET /api/v1/contract/ping`. */
  readonly readServerTime: (options: CallOptions) => Promise<number>;
  readonly timer?: Timer;
}

const READINGS_A_ROUND = 5;
const DEFAULT_EVERY_MS = 60_000;
const URGENT_TIMEOUT_MS = 2_000;

/** Keeps the clock that signs at the server's time: a round of readings at connect and by schedule, a single one when something is wrong. */
export class ClockSynchroniser {
  readonly #options: ClockSynchroniserOptions;
  #round: Promise<void> | undefined;
  #urgent: Promise<boolean> | undefined;
  #schedule: NodeJS.Timeout | undefined;

  constructor(options: ClockSynchroniserOptions) {
    this.#options = options;
  }

  /** Whether the local clock was set, or the machine slept, since the last reading. */
  get hasJumped(): boolean {
    return this.#options.clock.hasJumped;
  }

  /** Five readings, one after the other. Asked for again meanwhile, it is the same round. */
  synchronise(options: CallOptions = {}): Promise<void> {
    this.#round ??= this.#readRound(options).finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  /** One reading, ahead of everything else, for a call that waits for it. */
  async readAgain(signal: AbortSignal): Promise<boolean> {
    this.#urgent ??= this.#readOnce({ lane: 'urgent', timeoutMs: URGENT_TIMEOUT_MS })
      .then(
        () => true,
        // What fails here fails again, with its own error, in the call that waits.
        () => false,
      )
      .finally(() => {
        this.#urgent = undefined;
      });
    return Promise.race([this.#urgent, aborted(signal)]);
  }

  /** A round now and then; calling it again changes the schedule. Its timer keeps no process alive. */
  start({ everyMs = DEFAULT_EVERY_MS, onFailure }: ClockSyncOptions = {}): void {
    this.stop();
    this.#schedule = setInterval(() => void this.synchronise().catch((error: unknown) => onFailure?.(error)), everyMs);
    this.#schedule.unref();
  }

  stop(): void {
    clearInterval(this.#schedule);
    this.#schedule = undefined;
  }

  async #readRound(options: CallOptions): Promise<void> {
    for (let reading = 0; reading < READINGS_A_ROUND; reading++) await this.#readOnce(options);
  }

  #readOnce(options: CallOptions): Promise<number> {
    return observeServerTime(this.#options.clock, () => this.#options.readServerTime(options));
  }
}

function aborted(signal: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(false);
    else signal.addEventListener('abort', () => resolve(false), { once: true });
  });
}
