import type { AggregatedCandle } from '../aggregated-candle';
import { type BucketSpec, checkSeries } from '../aggregated-query';
import { BucketGrid, type IntervalOrigin } from '../interval';
import type { LabelRange } from '../read-buckets';
import { DEFAULT_SERIES, type SeriesName } from '../series-name';
import type { CandleChange } from './candle-change';
import { type CandleHandler, CandleWatch } from './candle-watch';
import type { WatchErrorHook } from './guarded';

/** What to be told of. */
export interface WatchCandlesQuery {
  readonly symbol: string;
  /** `trade` by default. */
  readonly series?: SeriesName;
  /** A whole number from 2 to 600. */
  readonly intervalSeconds: number;
  readonly origin?: IntervalOrigin;
  /** Also told of buckets that are forming, or over with seconds missing, and of every change of them. */
  readonly forming?: boolean;
  /** History from the first label at or after this moment, ms, is told first. Without it: from the bucket that is forming now. */
  readonly fromTs?: number;
}

export interface CandleWatchesOptions {
  /** Buckets as a query with `forming` answers them. */
  readonly read: (spec: BucketSpec, range: LabelRange) => AsyncIterable<readonly AggregatedCandle[]>;
  /** The venue's clock, ms since 1970. */
  readonly nowMs: () => number;
  readonly onError: WatchErrorHook;
}

/** All live subscriptions; one roll-up a symbol, series and length, however many listen. */
export class CandleWatches {
  private readonly watches = new Map<string, { readonly spec: BucketSpec; readonly watch: CandleWatch }>();

  constructor(private readonly options: CandleWatchesOptions) {}

  get size(): number {
    return this.watches.size;
  }

  /** @throws {CandleInputError} `interval-invalid` or `option` */
  join({ symbol, series = DEFAULT_SERIES, ...query }: WatchCandlesQuery, handler: CandleHandler): () => void {
    checkSeries(series);
    const grid = new BucketGrid(query.intervalSeconds, query.origin);
    const spec: BucketSpec = { symbol, series, grid, prices: 'real', turnover: false };
    const key = `${symbol} ${series} ${grid.intervalSeconds} ${grid.isDaily}`;
    const entry = this.watches.get(key) ?? { spec, watch: this.newWatch(spec) };
    this.watches.set(key, entry);
    const fromS =
      query.fromTs === undefined ? grid.labelOf(Math.floor(this.options.nowMs() / 1000)) : grid.firstLabelFrom(query.fromTs / 1000);
    const leave = entry.watch.join(handler, query.forming === true, fromS);
    return () => {
      leave();
      if (entry.watch.isEmpty && this.watches.get(key) === entry) this.watches.delete(key);
    };
  }

  changed({ symbol, series, from, to }: Pick<CandleChange, 'symbol' | 'series' | 'from' | 'to'>): void {
    const range = { fromS: from / 1000, toS: Math.ceil(to / 1000) };
    for (const { spec, watch } of [...this.watches.values()]) if (spec.symbol === symbol && spec.series === series) watch.changed(range);
  }

  /** Time went on. */
  passed(): void {
    for (const { watch } of [...this.watches.values()]) watch.changed();
  }

  async settled(): Promise<void> {
    for (const { watch } of [...this.watches.values()]) await watch.settled();
  }

  private newWatch(spec: BucketSpec): CandleWatch {
    const { read, nowMs, onError } = this.options;
    const { grid } = spec;
    const endS = (): number => grid.endOf(grid.labelOf(Math.floor(nowMs() / 1000)));
    return new CandleWatch({ grid, endS, onError, read: (range) => read(spec, range) });
  }
}
