import type { MarketDataInterface, StopWatching } from '@prate/execution-interface';
import type { TimeRange } from '../candle-store';
import { type BackfillPage, type BackfillRange, backfillPages } from './backfill';
import { type FeedMinute, MinuteLine } from './minute-line';
import type { RequestPace } from './request-pace';

export interface MinuteFeedOptions {
  readonly marketData: Pick<MarketDataInterface, 'watchCandles' | 'getCandles' | 'getServerTimeMs'>;
  readonly symbol: string;
  /** Start of the first minute to tell, ms since 1970: what was before the feed is read by {@link MinuteFeed.pull}. */
  readonly fromMs: number;
  /** Told one after the other; one that returns a promise is awaited, and of forming states then told the newest. */
  readonly onMinute: (minute: FeedMinute) => void | Promise<void>;
  /** What `onMinute` threw, or what the stream could not read. The feed goes on. */
  readonly onError: (error: unknown) => void;
  /** Waited for before each question. */
  readonly pace?: RequestPace;
  /** How a range is asked for; `backfillPages` of the market data where absent. */
  readonly read?: (range: BackfillRange, signal?: AbortSignal) => AsyncIterable<BackfillPage>;
}

export interface PullOptions {
  /** The venue's clock, ms since 1970. */
  readonly serverTimeMs: number;
  /** See `MinuteLine.needed`. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
  /** After each page: minutes read so far, and to where, ms since 1970. */
  readonly onProgress?: (progress: { readonly minutes: number; readonly toMs: number }) => void;
}

/**
 * One gapless feed of a symbol's minutes, out of history by call and the running minute by stream: each final once and in order, again with a
 * revision when it was corrected, and never across a gap. It asks nothing by itself: {@link pull} does, when its caller has a request to spend.
 */
export class MinuteFeed {
  private readonly line: MinuteLine;
  private readonly read: NonNullable<MinuteFeedOptions['read']>;
  private stopWatching: StopWatching = () => undefined;
  private telling: Promise<void> | undefined;
  private isStopped = false;

  private constructor(private readonly options: MinuteFeedOptions) {
    const { marketData, pace, read } = options;
    this.line = new MinuteLine(options.fromMs);
    this.read =
      read ??
      ((range, signal) =>
        backfillPages(range, { marketData, ...(pace === undefined ? {} : { pace }), ...(signal === undefined ? {} : { signal }) }));
  }

  /** Watches the symbol's minutes. Rejects as `watchCandles` does, and then nothing is watched. */
  static async open(options: MinuteFeedOptions): Promise<MinuteFeed> {
    const feed = new MinuteFeed(options);
    const { line } = feed;
    feed.stopWatching = await options.marketData.watchCandles(
      { symbol: options.symbol, intervalSeconds: 60 },
      {
        // None of these may return a promise: what waits would be conflated, and a state of a closed minute is not to be lost.
        onData: (candle, sentAtMs) => {
          line.push(candle, sentAtMs ?? candle.openTimeMs);
          feed.tell();
        },
        onReady: () => line.ready(),
        onGap: () => line.gap(),
        onHeard: ({ serverTimeMs }) => line.heard(serverTimeMs),
        onError: (error) => {
          // Something pushed could not be read: as good as lost. What is heard next begins anew.
          line.gap();
          line.ready();
          options.onError(error);
        },
      },
    );
    return feed;
  }

  /** Start of the minute the feed stands at, ms since 1970: all before it were told. */
  get nextOpenMs(): number {
    return this.line.nextOpenMs;
  }

  /** What {@link pull} would ask for. */
  needed(serverTimeMs: number, patienceMs?: number): TimeRange | undefined {
    return this.line.needed(serverTimeMs, patienceMs);
  }

  /**
   * Asks for what the feed lacks, page by page, and resolves when it has been told. Again after a failure or an abort: it goes on from where it was.
   *
   * @returns minutes that were read
   */
  async pull({ serverTimeMs, patienceMs, signal, onProgress }: PullOptions): Promise<number> {
    const range = this.line.needed(serverTimeMs, patienceMs);
    if (range === undefined || this.isStopped) return 0;
    let minutes = 0;
    for await (const page of this.read({ symbol: this.options.symbol, fromMs: range.from, toMs: range.to }, signal)) {
      minutes += page.candles.length;
      this.answer(page);
      await this.settled();
      onProgress?.({ minutes, toMs: page.toMs });
    }
    return minutes;
  }

  /** What somebody else asked for: closed minutes of this symbol. */
  answer(page: BackfillPage): void {
    this.line.answer(page);
    this.tell();
  }

  /** The venue has no such minutes: the feed goes on without them. Open times, ms. */
  passOver(openTimesMs: readonly number[]): void {
    this.line.passOver(openTimesMs);
    this.tell();
  }

  /** Until everything known was told. */
  async settled(): Promise<void> {
    while (this.telling !== undefined) await this.telling;
  }

  /** Ends it; nothing is told afterwards. May be called twice. */
  stop(): void {
    this.isStopped = true;
    this.stopWatching();
  }

  private tell(): void {
    this.telling ??= this.tellAll().finally(() => (this.telling = undefined));
  }

  private async tellAll(): Promise<void> {
    for (let minutes = this.line.take(); minutes.length > 0; minutes = this.line.take()) {
      for (const minute of minutes) {
        if (this.isStopped) return;
        try {
          await this.options.onMinute(minute);
        } catch (error) {
          this.options.onError(error);
        }
      }
    }
  }
}
