import type { MarketDataInterface } from '@prate/execution-interface';
import { type JobTimer, systemJobTimer } from '../jobs/job-timer';

export interface VenueTimeOptions {
  /** For so long after an answer the venue is not asked again; default a minute. */
  readonly maxAgeMs?: number;
  /** Steady: a machine's clock that is set changes nothing here. */
  readonly timer?: Pick<JobTimer, 'nowMs'>;
}

/**
 * The venue's clock without a question each time. It never tells a later time than the venue has: it is behind by what the last answer took to
 * arrive, and by what the machine's oscillator loses in a minute. So what is over by it is over.
 */
export class VenueTime {
  private readonly maxAgeMs: number;
  private readonly timer: Pick<JobTimer, 'nowMs'>;
  private known?: { readonly serverTimeMs: number; readonly atMs: number };
  private asking: Promise<void> | undefined;
  private latestMs = -Infinity;

  constructor(
    private readonly marketData: Pick<MarketDataInterface, 'getServerTimeMs'>,
    { maxAgeMs = 60_000, timer = systemJobTimer }: VenueTimeOptions = {},
  ) {
    this.maxAgeMs = maxAgeMs;
    this.timer = timer;
  }

  /** ms since 1970; never back. Rejects as `getServerTimeMs` does, when the last answer is too old and no other can be had. */
  async nowMs(): Promise<number> {
    if (this.known === undefined || this.timer.nowMs() - this.known.atMs >= this.maxAgeMs) {
      // All who ask meanwhile share one question.
      this.asking ??= this.ask().finally(() => (this.asking = undefined));
      await this.asking;
    }
    const { serverTimeMs, atMs } = this.known as NonNullable<typeof this.known>;
    this.latestMs = Math.max(this.latestMs, Math.floor(serverTimeMs + this.timer.nowMs() - atMs));
    return this.latestMs;
  }

  private async ask(): Promise<void> {
    const serverTimeMs = await this.marketData.getServerTimeMs();
    this.known = { serverTimeMs, atMs: this.timer.nowMs() };
  }
}
