import { type Clock, type DecimalText, type MarketDataHandlers, type StopWatching, SystemClock } from '@prate/execution-interface';

interface StatedPrice {
  readonly price: DecimalText;
  /** When the venue stated it, ms since the epoch. */
  readonly atMs: number;
}

export interface WatchedPricesOptions {
  /** Asked while nothing young enough is known; for example `getMarkPrice` of a `MarketDataInterface`. */
  readonly ask: (symbol: string) => Promise<StatedPrice>;
  /** For example `watchMarkPrice`. */
  readonly watch: (symbol: string, handlers: MarketDataHandlers<StatedPrice>) => Promise<StopWatching>;
  /** The largest age of a pushed price, by the venue's word and by its arrival, ms. Default 2,000. */
  readonly maxAgeMs?: number;
  readonly clock?: Clock;
}

interface Watch {
  latest?: StatedPrice & { readonly receivedAtMs: number };
  stop?: StopWatching;
}

const MAX_AGE_MS = 2_000;

/**
 * Prices for a {@link RiskGate} that come by themselves: the first question about a contract is asked of the venue and begins a watch, later
 * ones are answered by the last push while it is young, else asked again. So an order waits for no price on a stream that flows, and on one that
 * does not it is judged by what it was judged by without.
 */
export class WatchedPrices {
  private readonly watches = new Map<string, Watch>();
  private readonly clock: Clock;
  private readonly maxAgeMs: number;
  private isStopped = false;

  /** @throws {RangeError} for an age that is no ms */
  constructor(private readonly options: WatchedPricesOptions) {
    const { clock = new SystemClock(), maxAgeMs = MAX_AGE_MS } = options;
    if (!(Number.isFinite(maxAgeMs) && maxAgeMs >= 0)) {
      throw new RangeError(`watched prices: found maxAgeMs ${String(maxAgeMs)}, expected ms of at least 0`);
    }
    this.clock = clock;
    this.maxAgeMs = maxAgeMs;
  }

  /** As `RiskGateOptions.marks` and `indexes` want it. @throws whatever asking throws */
  async read(symbol: string): Promise<StatedPrice> {
    const { latest } = this.watches.get(symbol) ?? this.begin(symbol);
    return latest !== undefined && this.isYoung(latest) ? { price: latest.price, atMs: latest.atMs } : this.options.ask(symbol);
  }

  /** Ends all watches; whatever is asked afterwards is asked of the venue. */
  stop(): void {
    this.isStopped = true;
    for (const { stop } of this.watches.values()) stop?.();
    this.watches.clear();
  }

  private begin(symbol: string): Watch {
    const watch: Watch = {};
    if (this.isStopped) return watch;
    this.watches.set(symbol, watch);
    const forget = () => void delete watch.latest;
    const watching = this.options.watch(symbol, {
      onData: ({ price, atMs }) => void (watch.latest = { price, atMs, receivedAtMs: this.clock.nowMs() }),
      // Between losing a connection and hearing again anything may have been stated.
      onGap: forget,
      onError: forget,
    });
    watching.then(
      (stop) => (this.watches.get(symbol) === watch ? void (watch.stop = stop) : stop()),
      // What cannot be watched is asked for; the next question tries again.
      () => this.watches.get(symbol) === watch && this.watches.delete(symbol),
    );
    return watch;
  }

  /** A clock that was set back makes nothing young. */
  private isYoung({ atMs, receivedAtMs }: { readonly atMs: number; readonly receivedAtMs: number }): boolean {
    const nowMs = this.clock.nowMs();
    return receivedAtMs <= nowMs && nowMs - Math.min(atMs, receivedAtMs) <= this.maxAgeMs;
  }
}
