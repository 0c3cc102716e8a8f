import { hostname } from 'node:os';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  type BackfillPage,
  CandleAggregator,
  type ExclusiveOutcome,
  type IngestSources,
  type JobProgress,
  type JobRun,
  RequestPace,
  type SkippedMinute,
  VenueTime,
  runDueTicks,
  runExclusively,
} from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { Clock, SystemClock } from '@prate/execution-interface';
import { Environment } from '../environment';
import { settlesWithin } from '../http/deadline-timer';
import { PublicMarketData } from '../modes/public-market-data';
import { AppLog } from '../observability/app-log';
import type { CandleJob } from './candle-job';
import { CandleJobMetrics } from './candle-job.metrics';
import { BACKFILL, CLOSE_MINUTE, candleJobs } from './candle-jobs';
import { Confirmations } from './confirmations';
import { FollowedSymbols } from './followed-symbols';
import { SkippedMinutes } from './skipped-minutes';

/** How often a long run says where it is. */
const PROGRESS_MS = 5_000;

/**
 * Runs the candle jobs, each under its lease in the candle database: of all processes on one database one runs a tick, no run beside another of
 * the same job. What fails is told, and caught up by a later run.
 */
@Injectable()
export class CandleJobsService implements OnApplicationBootstrap {
  /** This start of this process, in words for people. */
  readonly owner: string;
  /** The share of the exchange's limits that all reading of candles may use together. */
  readonly pace: RequestPace;
  readonly sources: IngestSources;
  private readonly skipped: SkippedMinutes;
  private readonly confirmations: Confirmations;
  private readonly jobs: ReadonlyMap<string, CandleJob>;
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private backfilled = false;
  private onPage: (page: BackfillPage) => void = () => undefined;

  constructor(
    @Inject(Environment) environment: Environment,
    @Inject(PublicMarketData) marketData: PublicMarketData,
    @Inject(CandleAggregator) aggregator: CandleAggregator,
    @Inject(CandleDatabase) private readonly database: CandleDatabase,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AppLog) private readonly log: AppLog,
    @Inject(FollowedSymbols) private readonly symbols: FollowedSymbols,
    @Inject(CandleJobMetrics) private readonly metrics: CandleJobMetrics,
  ) {
    this.owner = `${hostname()} ${process.pid} ${new Date(clock.nowMs()).toISOString()}`;
    this.confirmations = new Confirmations(environment.candles.requestsPerSecond);
    this.jobs = new Map(candleJobs(environment, this.confirmations).map((job) => [job.name, job]));
    this.pace = new RequestPace({ perSecond: environment.candles.requestsPerSecond });
    // A clock that is moved by hand moves the exchange's, too: then nothing may be remembered of it.
    const venueTime = clock instanceof SystemClock ? { venueTime: new VenueTime(marketData) } : {};
    const onSkipped = (skipped: readonly SkippedMinute[]): void => this.skipped.tell(skipped);
    this.skipped = new SkippedMinutes((minutes) => {
      metrics.skipped(minutes.length);
      for (const { symbol, openTimeMs, issues } of minutes) {
        const why = issues.map(({ code, found, expected }) => `${code}: found ${found}, expected ${expected}`).join('; ');
        log.warn(`candles: ${symbol} ${new Date(openTimeMs).toISOString()} cannot be a candle and is missing | ${why}`);
      }
    });
    this.sources = { marketData, aggregator, store: database, clock, ...venueTime, onPage: (page) => this.onPage(page), onSkipped };
  }

  /** The backfill runs beside the start, so that the server answers at once; readiness waits for it. */
  onApplicationBootstrap(): void {
    void this.backfill();
  }

  /** Whether the minutes before the start are there, by the backfill or by a later run that caught up. */
  get isBackfilled(): boolean {
    return this.backfilled;
  }

  /** So long may a minute wait for the job `close-minute`, before whoever follows the streams asks for it. */
  get patienceMs(): number {
    return this.confirmations.patienceMs(this.symbols.known.length);
  }

  /** The last `BACKFILL_HOURS` of closed minutes. */
  backfill(): Promise<void> {
    return this.run(BACKFILL);
  }

  /** What closed since the last run, and the last ten minutes again for corrections. */
  closeMinute(): Promise<void> {
    return this.run(CLOSE_MINUTE);
  }

  /** Whom to tell of every page of minutes that was read and stored. */
  tellPagesTo(handler: (page: BackfillPage) => void): void {
    this.onPage = handler;
  }

  /** Now, whatever the schedule says; nothing where it runs already, here or elsewhere. */
  run(name: string): Promise<void> {
    const job = this.job(name);
    return this.tracked(job, (control) =>
      runExclusively({ ...control, run: (run) => this.work(job, run, this.clock.nowMs()) }, this.database.leases, this.options),
    );
  }

  /** The ticks that are due and that no process has run. Called by the schedule in every process. */
  tick(name: string): Promise<void> {
    const job = this.job(name);
    return this.tracked(job, (control) =>
      runDueTicks({ ...control, schedule: job.schedule, run: (run) => this.work(job, run, run.tickMs) }, this.database.leases, {
        ...this.options,
        clock: this.clock,
      }),
    );
  }

  /**
   * No new run begins; those at work end before their next request.
   *
   * @returns whether they ended within `timeoutMs`
   */
  stop(timeoutMs: number): Promise<boolean> {
    this.stopping.abort(new Error('the server is stopping'));
    return settlesWithin(Promise.all(this.running), timeoutMs);
  }

  private get options(): { readonly owner: string; readonly signal: AbortSignal; readonly onLeaseFailure: (error: unknown) => void } {
    return {
      owner: this.owner,
      signal: this.stopping.signal,
      onLeaseFailure: (error) => this.log.failure('candles: a lease could not be renewed or let go', error),
    };
  }

  private job(name: string): CandleJob {
    const job = this.jobs.get(name);
    if (job === undefined) throw new RangeError(`job: found ${name}, expected one of ${[...this.jobs.keys()].join(', ')}`);
    return job;
  }

  private tracked(
    job: CandleJob,
    start: (control: { readonly name: string; readonly deadlineMs: number }) => Promise<ExclusiveOutcome<unknown>>,
  ): Promise<void> {
    if (this.stopping.signal.aborted) return Promise.resolve();
    const run = this.told(job, () => start({ name: job.name, deadlineMs: job.deadlineMs })).finally(() => this.running.delete(run));
    this.running.add(run);
    return run;
  }

  private async told({ name }: CandleJob, start: () => Promise<ExclusiveOutcome<unknown>>): Promise<void> {
    try {
      const result = await start();
      this.metrics.ended(name, result.outcome);
      if (result.outcome === 'lease-lost' || result.outcome === 'deadline') {
        this.log.warn(`candles ${name}: ended early, ${result.outcome}; a later run goes on`);
      }
    } catch (error) {
      this.metrics.ended(name, 'failed');
      this.log.failure(`candles ${name}`, error);
    }
  }

  /** One run. Symbols that fail are told one by one. */
  private async work(job: CandleJob, { signal, fence }: JobRun, atMs: number): Promise<void> {
    const startedAtMs = this.clock.nowMs();
    const end = this.metrics.started(job.name);
    const symbols = await this.symbols.current();
    let failures = 0;
    let toldAtMs = startedAtMs;
    const onProgress = ({ symbol, done, total }: JobProgress): void => {
      this.metrics.progress(job.name, symbol, total === 0 ? 1 : done / total);
      if (this.clock.nowMs() - toldAtMs < PROGRESS_MS) return;
      toldAtMs = this.clock.nowMs();
      this.log.info(`candles ${job.name}: ${symbol} ${Math.floor(done)} of ${Math.ceil(total)}`);
    };
    try {
      const line = await job.run({
        symbols,
        sources: this.sources,
        control: { signal, fence, pace: this.pace, onProgress },
        atMs,
        failed: (symbol, error) => {
          failures += 1;
          this.log.failure(`candles ${job.name}: ${symbol}`, error);
        },
        oldMissing: (minutes) => this.metrics.oldMissing(minutes),
      });
      if (line !== undefined) this.log.info(`candles ${job.name}: ${line} | ${this.clock.nowMs() - startedAtMs} ms`);
      if (failures === 0 && (job.name === BACKFILL || job.name === CLOSE_MINUTE)) this.backfilled = true;
    } finally {
      end();
    }
  }
}
