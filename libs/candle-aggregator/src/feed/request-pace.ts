import { CandleInputError } from '../errors';
import { type JobTimer, systemJobTimer } from '../jobs/job-timer';
import { type Pause, systemPause } from './pause-timer';

export interface RequestPaceOptions {
  /** Questions a second, all askers together; more than 0. Candles may have 5 of the 8 that a host sends at most. */
  readonly perSecond: number;
  /** Steady: a machine's clock that is set makes nobody wait. */
  readonly timer?: Pick<JobTimer, 'nowMs'>;
  readonly pause?: Pause;
}

/**
 * The share of a venue's limit that candles may use: turns at even distances, first come first served, however many jobs share it. Turns that
 * nobody took are not saved up, so no burst follows a rest.
 */
export class RequestPace {
  private readonly everyMs: number;
  private readonly timer: Pick<JobTimer, 'nowMs'>;
  private readonly pause: Pause;
  private nextMs = -Infinity;

  /** @throws {CandleInputError} `option` */
  constructor({ perSecond, timer = systemJobTimer, pause = systemPause }: RequestPaceOptions) {
    if (!(perSecond > 0 && perSecond <= 1_000)) {
      throw new CandleInputError('RequestPace', [
        { code: 'option', found: `perSecond ${perSecond}`, expected: 'above 0 and at most 1000' },
      ]);
    }
    this.everyMs = 1_000 / perSecond;
    this.timer = timer;
    this.pause = pause;
  }

  /** Resolves when it is one's turn. Rejects with the signal's reason; that turn is then left empty. */
  async turn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const nowMs = this.timer.nowMs();
    const atMs = Math.max(nowMs, this.nextMs);
    this.nextMs = atMs + this.everyMs;
    if (atMs > nowMs) await this.pause(atMs - nowMs, signal);
  }
}
