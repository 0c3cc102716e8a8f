import { type Clock, SystemClock } from '@prate/execution-interface';
import { CandleInputError } from '../errors';
import { type Pause, systemPause } from './pause-timer';

export interface RequestPaceOptions {
  /** Questions a second, all askers together; more than 0. Candles may have 5 of the 8 that a host sends at most. */
  readonly perSecond: number;
  readonly clock?: Clock;
  readonly pause?: Pause;
}

/**
 * The share of a venue's limit that candles may use: turns at even distances, first come first served, however many jobs share it. Turns that
 * nobody took are not saved up, so no burst follows a rest.
 */
export class RequestPace {
  private readonly everyMs: number;
  private readonly clock: Clock;
  private readonly pause: Pause;
  private nextMs = -Infinity;

  /** @throws {CandleInputError} `option` */
  constructor({ perSecond, clock = new SystemClock(), pause = systemPause }: RequestPaceOptions) {
    if (!(perSecond > 0 && perSecond <= 1_000)) {
      throw new CandleInputError('RequestPace', [
        { code: 'option', found: `perSecond ${perSecond}`, expected: 'above 0 and at most 1000' },
      ]);
    }
    this.everyMs = 1_000 / perSecond;
    this.clock = clock;
    this.pause = pause;
  }

  /** Resolves when it is one's turn. Rejects with the signal's reason; that turn is then left empty. */
  async turn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const nowMs = this.clock.nowMs();
    // A clock that was set back must not make anybody wait for it.
    const atMs = Math.max(nowMs, this.nextMs > nowMs + 3_600_000 ? nowMs : this.nextMs);
    this.nextMs = atMs + this.everyMs;
    if (atMs > nowMs) await this.pause(atMs - nowMs, signal);
  }
}
