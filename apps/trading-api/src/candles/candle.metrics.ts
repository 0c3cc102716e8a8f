import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { CandleAggregator, type CandleChange, type SymbolOverview } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { Clock } from '@prate/execution-interface';
import { Counter, Gauge } from 'prom-client';
import { Metrics } from '../observability/metrics';
import { FollowedSymbols } from './followed-symbols';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Of more symbols the worst is shown, under the label `all`. */
const MOST_LABELS = 100;
/** All that one scrape shows is counted once; whoever asks again so soon is shown the same. */
const COUNTED_AGAIN_MS = 5_000;

/** What is stored, measured when somebody asks, and what changed. */
@Injectable()
export class CandleMetrics implements BeforeApplicationShutdown {
  private readonly stopWatching: () => void;
  private isStopping = false;
  private counted: { readonly atMs: number; readonly overviews: Promise<readonly SymbolOverview[]> } | undefined;

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
      help: 'From the end of the newest final minute to now; absent where none is stored',
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
    const lags = (await this.overviews()).flatMap(({ symbol, finalUntilMs }): [string, number][] =>
      finalUntilMs === undefined ? [] : [[symbol, Math.max(0, nowMs - finalUntilMs) / 1_000]],
    );
    if (lags.length <= MOST_LABELS) return lags;
    return [['all', Math.max(...lags.map(([, lag]) => lag))]];
  };

  private readonly missingMinutes = async (): Promise<number> =>
    (await this.overviews()).reduce((sum, { missingMinutes }) => sum + missingMinutes, 0);

  private readonly disputedMinutes = async (): Promise<ReadonlyMap<string, number>> => {
    const kinds = new Map<string, number>();
    for (const { disputed } of await this.overviews())
      for (const [kind, count] of Object.entries(disputed)) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
    return kinds;
  };

  private readonly cacheHits = (): readonly (readonly [string, number])[] => {
    const { hits, misses } = this.aggregator.cacheStats();
    return [
      ['hit', hits],
      ['miss', misses],
    ];
  };

  /** Of the followed symbols over the last day, in as few questions for a thousand of them as for one. */
  private async overviews(): Promise<readonly SymbolOverview[]> {
    if (this.isStopping) return [];
    const nowMs = this.clock.nowMs();
    if (this.counted === undefined || Math.abs(nowMs - this.counted.atMs) >= COUNTED_AGAIN_MS) {
      const counted = { atMs: nowMs, overviews: this.database.overview(nowMs - DAY_MS, nowMs) };
      this.counted = counted;
      // A failure is told to those who asked, and remembered for nobody.
      counted.overviews.catch(() => (this.counted = this.counted === counted ? undefined : this.counted));
    }
    const followed = new Set(this.symbols.known);
    return (await this.counted.overviews).filter(({ symbol }) => followed.has(symbol));
  }
}
