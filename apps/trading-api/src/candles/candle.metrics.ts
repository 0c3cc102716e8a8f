import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { CandleAggregator, type CandleChange } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { Clock } from '@prate/execution-interface';
import { Counter, Gauge } from 'prom-client';
import { Metrics } from '../observability/metrics';
import { FollowedSymbols } from './followed-symbols';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Of more symbols the worst is shown, under the label `all`. */
const MOST_LABELS = 100;

/** What is stored, measured when somebody asks, and what changed. */
@Injectable()
export class CandleMetrics implements BeforeApplicationShutdown {
  private readonly stopWatching: () => void;
  private isStopping = false;

  constructor(
    @Inject(Metrics) metrics: Metrics,
    @Inject(CandleAggregator) private readonly aggregator: CandleAggregator,
    @Inject(CandleDatabase) private readonly database: CandleDatabase,
    @Inject(FollowedSymbols) private readonly symbols: FollowedSymbols,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    const registers = [metrics];
    const changes = new Counter({
      name: 'prate_candle_changes_total',
      help: 'Stretches of candles stored for the first time, and revised',
      labelNames: ['kind'],
      registers,
    });
    this.stopWatching = aggregator.watchChanges(({ type }: CandleChange) => changes.inc({ kind: type.replace('candle.', '') }));
    const { lagSeconds, missingMinutes, disputedMinutes, cacheHits } = this;
    new Gauge({
      name: 'prate_candle_lag_seconds',
      help: 'From the end of the last gapless final minute to now; absent where nothing is stored',
      labelNames: ['symbol'],
      registers,
      async collect() {
        this.reset();
        for (const [symbol, value] of await lagSeconds()) this.set({ symbol }, value);
      },
    });
    new Gauge({
      name: 'prate_candle_missing_minutes',
      help: 'Minutes of the last day that are not there',
      registers,
      collect: async function () {
        this.set(await missingMinutes());
      },
    });
    new Gauge({
      name: 'prate_candle_disputed_minutes',
      help: 'Minutes of the last day of which observed and official data contradict each other, by what differs first',
      labelNames: ['kind'],
      registers,
      async collect() {
        this.reset();
        for (const [kind, value] of await disputedMinutes()) this.set({ kind }, value);
      },
    });
    new Gauge({
      name: 'prate_candle_cache_answers',
      help: 'Closed chunks of buckets that were found in memory, and that were not',
      labelNames: ['result'],
      registers,
      collect() {
        for (const [result, value] of cacheHits()) this.set({ result }, value);
      },
    });
  }

  /** The database closes after this. */
  beforeApplicationShutdown(): void {
    this.isStopping = true;
    this.stopWatching();
  }

  private readonly lagSeconds = async (): Promise<readonly (readonly [string, number])[]> => {
    const nowMs = this.clock.nowMs();
    const lags: [string, number][] = [];
    for (const symbol of this.asked()) {
      const watermark = await this.database.watermark(symbol);
      if (watermark !== undefined) lags.push([symbol, Math.max(0, nowMs - watermark) / 1_000]);
    }
    if (lags.length <= MOST_LABELS) return lags;
    return [['all', Math.max(...lags.map(([, lag]) => lag))]];
  };

  private readonly missingMinutes = async (): Promise<number> => {
    const nowMs = this.clock.nowMs();
    let minutes = 0;
    for (const symbol of this.asked()) {
      const holes = await this.database.missing(symbol, nowMs - DAY_MS, nowMs);
      minutes += holes.reduce((sum, { from, to }) => sum + (to - from) / MINUTE_MS, 0);
    }
    return minutes;
  };

  private readonly disputedMinutes = async (): Promise<ReadonlyMap<string, number>> => {
    const nowMs = this.clock.nowMs();
    const kinds = new Map<string, number>();
    for (const symbol of this.asked()) {
      for (const { verdict, difference, resolvedAtMs } of await this.database.differences({
        symbol,
        startTs: nowMs - DAY_MS,
        endTs: nowMs,
      })) {
        if (verdict === 'disputed' && resolvedAtMs === undefined) kinds.set(difference.kind, (kinds.get(difference.kind) ?? 0) + 1);
      }
    }
    return kinds;
  };

  private readonly cacheHits = (): readonly (readonly [string, number])[] => {
    const { hits, misses } = this.aggregator.cacheStats();
    return [
      ['hit', hits],
      ['miss', misses],
    ];
  };

  private asked(): readonly string[] {
    return this.isStopping ? [] : this.symbols.known;
  }
}
