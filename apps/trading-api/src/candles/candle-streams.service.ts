import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CandleAggregator, type JobRun, ObservedPipeline, runExclusively } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { Clock } from '@prate/execution-interface';
import { Environment } from '../environment';
import { settlesWithin } from '../http/deadline-timer';
import { PublicMarketData } from '../modes/public-market-data';
import { AppLog } from '../observability/app-log';
import { CandleJobsService } from './candle-jobs.service';
import { CandleJobMetrics } from './candle-job.metrics';
import { FollowedSymbols } from './followed-symbols';
import { pause } from './pause-timer';

const JOB = 'stream-feed';
/** How often a process that does not have the streams asks for them. */
const RETRY_MS = 5_000;
const TICK_MS = 1_000;
/** After so many ticks it is looked again who is to be followed. */
const TICKS_A_LOOK = 5;
const MINUTE_MS = 60_000;

/**
 * Follows the live streams of all recorded contracts: observed seconds, and minutes as they close. Under a lease, so that of all processes on one
 * database one follows; another takes over when it is gone.
 */
@Injectable()
export class CandleStreamsService implements OnApplicationBootstrap {
  private readonly stopping = new AbortController();
  private readonly pipelines = new Map<string, ObservedPipeline>();
  /** Late trades of each that were counted. */
  private readonly lateTold = new WeakMap<ObservedPipeline, number>();
  private following: Promise<void> | undefined;

  constructor(
    @Inject(Environment) private readonly environment: Environment,
    @Inject(PublicMarketData) private readonly marketData: PublicMarketData,
    @Inject(CandleAggregator) private readonly aggregator: CandleAggregator,
    @Inject(CandleDatabase) private readonly database: CandleDatabase,
    @Inject(CandleJobsService) private readonly jobs: CandleJobsService,
    @Inject(FollowedSymbols) private readonly symbols: FollowedSymbols,
    @Inject(CandleJobMetrics) private readonly metrics: CandleJobMetrics,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AppLog) private readonly log: AppLog,
  ) {}

  onApplicationBootstrap(): void {
    if (this.environment.candles.streams === 'off') return;
    this.jobs.tellPagesTo((page) => {
      const [candle] = page.candles;
      if (candle !== undefined) this.pipelines.get(candle.symbol)?.answered(page);
    });
    this.following = this.follow();
  }

  /** Contracts followed by this process at this moment. */
  get followed(): readonly string[] {
    return [...this.pipelines.keys()];
  }

  /** @returns whether what was observed is stored, and the streams ended, within `timeoutMs` */
  stop(timeoutMs: number): Promise<boolean> {
    this.stopping.abort(new Error('the server is stopping'));
    return settlesWithin(this.following ?? Promise.resolve(), timeoutMs);
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    const options = {
      owner: this.jobs.owner,
      signal,
      onLeaseFailure: (error: unknown) => this.log.failure(`candles ${JOB}: the lease could not be renewed or let go`, error),
    };
    while (!signal.aborted) {
      try {
        const { outcome } = await runExclusively({ name: JOB, run: (run) => this.followUnder(run) }, this.database.leases, options);
        if (outcome === 'lease-lost') this.log.warn(`candles ${JOB}: another process follows the streams now`);
      } catch (error) {
        this.log.failure(`candles ${JOB}`, error);
      }
      await pause(RETRY_MS, signal);
    }
  }

  private async followUnder(run: JobRun): Promise<void> {
    const end = this.metrics.started(JOB);
    let repairing: Promise<void> | undefined;
    try {
      for (let tick = 0; !run.signal.aborted; tick += 1) {
        if (tick % TICKS_A_LOOK === 0) await this.followListed(run);
        await this.turn(run);
        // Beside the ticks: the exchange may take its time, and what is observed is stored meanwhile.
        repairing ??= this.repairDue(run).finally(() => (repairing = undefined));
        await pause(TICK_MS, run.signal);
      }
    } finally {
      end();
      await repairing;
      for (const symbol of [...this.pipelines.keys()]) await this.leave(symbol);
    }
  }

  /**
   * Who is not listed any more is left, so that nobody asks for the minutes of an ended contract for ever; who counts in other steps than before
   * is followed anew.
   */
  private async followListed(run: JobRun): Promise<void> {
    const listed = new Set(await this.symbols.current());
    for (const [symbol, pipeline] of [...this.pipelines]) {
      if (listed.has(symbol) && (await this.isCurrent(symbol, pipeline))) continue;
      await this.leave(symbol);
    }
    await this.openMissing(listed, run);
  }

  private async isCurrent(symbol: string, pipeline: ObservedPipeline): Promise<boolean> {
    try {
      return pipeline.isMadeFor(await this.marketData.getInstrument(symbol));
    } catch {
      // An exchange that cannot be asked has not said that anything changed; the next look asks again.
      return true;
    }
  }

  private async leave(symbol: string): Promise<void> {
    const pipeline = this.pipelines.get(symbol);
    this.pipelines.delete(symbol);
    await pipeline?.stop().catch((error: unknown) => this.log.failure(`candles ${JOB}: ${symbol}`, error));
  }

  private async openMissing(symbols: Iterable<string>, { fence, signal }: JobRun): Promise<void> {
    const { marketData, aggregator, database: store, jobs } = this;
    const { venueTime, onSkipped } = jobs.sources;
    for (const symbol of symbols) {
      if (signal.aborted || this.pipelines.has(symbol)) continue;
      const fromMs = Math.floor(this.clock.nowMs() / MINUTE_MS) * MINUTE_MS;
      try {
        const pipeline = await ObservedPipeline.open({
          ...{ marketData, aggregator, store, symbol, fromMs, pace: jobs.pace },
          ...(venueTime === undefined ? {} : { venueTime }),
          ...(onSkipped === undefined ? {} : { onSkipped }),
          followsTrades: this.environment.candles.streams === 'trades',
          fence: () => fence,
          onError: (error) => this.log.failure(`candles ${JOB}: ${symbol}`, error),
        });
        this.pipelines.set(symbol, pipeline);
      } catch (error) {
        this.log.failure(`candles ${JOB}: ${symbol} is not followed`, error);
      }
    }
  }

  /** Stores what is settled of every contract; a failure of one holds up no other. */
  private async turn({ signal }: JobRun): Promise<void> {
    for (const [symbol, pipeline] of this.pipelines) {
      if (signal.aborted) return;
      try {
        const { withdrawn } = await pipeline.tick();
        this.metrics.withdrawn(withdrawn);
        this.metrics.late(pipeline.lateTrades - (this.lateTold.get(pipeline) ?? 0));
        this.lateTold.set(pipeline, pipeline.lateTrades);
      } catch (error) {
        if (signal.aborted) return;
        this.log.failure(`candles ${JOB}: ${symbol}`, error);
      }
    }
    this.aggregator.timePassed();
  }

  /** Asks for what the streams could not give, one contract after the other, at the pace of all. */
  private async repairDue({ signal }: JobRun): Promise<void> {
    const { patienceMs } = this.jobs;
    for (const [symbol, pipeline] of this.pipelines) {
      try {
        if (pipeline.needsRepair(patienceMs)) await pipeline.repair(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.log.failure(`candles ${JOB}: ${symbol}`, error);
      }
    }
  }
}
