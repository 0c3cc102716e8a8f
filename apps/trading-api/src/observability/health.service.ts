import { Inject, Injectable } from '@nestjs/common';
import { CandleAggregator } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { Clock, ExecutionInterface, MarketDataInterface } from '@prate/execution-interface';
import { CandleJobsService } from '../candles/candle-jobs.service';
import { FollowedSymbols } from '../candles/followed-symbols';
import { settlesWithin } from '../http/deadline-timer';
import { Venue } from '../modes/venue';
import { ControlHealth } from '../control/control-health';
import { type HealthCheck, up } from './health-check';
import { Readiness } from './readiness';
import { VenueActivity } from './venue-activity';

const CHECKS = [
  ...(['serving', 'venue', 'execution', 'journal', 'intents', 'killSwitch', 'protection', 'lease', 'watchdog'] as const),
  ...(['database', 'backfill', 'candles'] as const),
];

export interface HealthReport {
  readonly isReady: boolean;
  readonly checks: Readonly<Record<(typeof CHECKS)[number], HealthCheck>>;
}

/** An answer younger than this counts as recent. */
const RECENT_MS = 10_000;
const PROBE_TIMEOUT_MS = 2_000;
/** A minute, its settle delay, a slow run, and one run that failed. */
const MAX_CANDLE_LAG_MS = 180_000;

/** Asks everything that must hold before this process may trade and serve. */
@Injectable()
export class HealthService {
  private probe: Promise<unknown> | undefined;

  constructor(
    @Inject(FollowedSymbols) private readonly symbols: FollowedSymbols,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(VenueActivity) private readonly activity: VenueActivity,
    @Inject(MarketDataInterface) private readonly marketData: MarketDataInterface,
    @Inject(ExecutionInterface) private readonly execution: ExecutionInterface,
    @Inject(CandleDatabase) private readonly database: CandleDatabase,
    @Inject(CandleAggregator) private readonly aggregator: CandleAggregator,
    @Inject(CandleJobsService) private readonly jobs: CandleJobsService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Venue) private readonly venue: Venue,
    @Inject(ControlHealth) private readonly control: ControlHealth,
  ) {}

  async check(): Promise<HealthReport> {
    // While stopping, the database may be closed already.
    if (this.readiness.isDraining) {
      const down: HealthCheck = { status: 'down', reason: 'stopping' };
      return { isReady: false, checks: Object.fromEntries(CHECKS.map((name) => [name, down])) as HealthReport['checks'] };
    }
    const [venue, database, candles, control] = await Promise.all([
      this.checkVenue(),
      this.checkDatabase(),
      this.checkCandles(),
      this.control.check(),
    ]);
    const checks = {
      serving: up(true),
      venue,
      execution: this.checkExecution(),
      ...control,
      database,
      backfill: up(this.jobs.isBackfilled),
      candles,
    };
    return { isReady: Object.values(checks).every(({ status }) => status === 'up'), checks };
  }

  /**
   * A recent answer will do; otherwise the exchange is asked for its time, once for all who ask meanwhile. An exchange whose prices are not
   * the present ones takes no order that opens.
   */
  private async checkVenue(): Promise<HealthCheck> {
    if (!this.isVenueRecent()) {
      this.probe ??= this.marketData.getServerTimeMs().finally(() => (this.probe = undefined));
      await settlesWithin(this.probe, PROBE_TIMEOUT_MS);
    }
    const lastCall = this.activity.lastCall;
    const pricesNotLive = this.venue.pricesNotLive();
    const arePricesLive = Object.keys(pricesNotLive).length === 0;
    return up(this.isVenueRecent() && arePricesLive, {
      ...(lastCall === undefined ? {} : { lastCallAgeMs: lastCall.ageMs }),
      ...(arePricesLive ? {} : { pricesNotLive }),
    });
  }

  private isVenueRecent(): boolean {
    const lastCall = this.activity.lastCall;
    return lastCall !== undefined && lastCall.hasAnswered && lastCall.ageMs <= RECENT_MS;
  }

  private checkExecution(): HealthCheck {
    const { state, unknownIntents } = this.execution.health();
    return up(state === 'healthy' || state === 'degraded', { state, unknownIntents });
  }

  private async checkDatabase(): Promise<HealthCheck> {
    return up(await this.database.isWritable());
  }

  /** How far the last stored minute is behind the clock, ms; null where there is none in sight. */
  private async checkCandles(): Promise<HealthCheck> {
    const now = this.clock.nowMs();
    const range = { startTs: now - 2 * MAX_CANDLE_LAG_MS, endTs: now, intervalSeconds: 60 };
    const lags = await Promise.all(
      this.symbols.known.map(async (symbol) => {
        const last = (await this.aggregator.getAggregatedCandles({ symbol, ...range })).at(-1);
        return [symbol, last === undefined ? null : Math.max(0, now - last.timestamp - 60_000)] as const;
      }),
    );
    return up(
      lags.every(([, lag]) => lag !== null && lag <= MAX_CANDLE_LAG_MS),
      { lagMs: Object.fromEntries(lags) },
    );
  }
}
