import type { Candle, Instrument, MarketDataGap, MarketDataHeard, MarketDataInterface, StopWatching } from '@prate/execution-interface';
import type { CandleAggregator } from '../candle-aggregator';
import type { CandleStore } from '../candle-store';
import { MINUTE_SETTLE_MS } from '../check-minutes';
import { gridOf, ingestPages } from '../jobs/ingest-minutes';
import type { WriteFence } from '../jobs/job-leases';
import { type SkippedMinute, storeCandles } from '../jobs/store-candles';
import type { ObservedSecond } from '../observed/observed-second';
import { ObservedSeconds, type ObservedSource } from '../observed/observed-seconds';
import { isFilled } from '../plan-minute-writes';
import type { BackfillPage } from './backfill';
import { MinuteFeed } from './minute-feed';
import type { FeedMinute } from './minute-line';
import { MinuteRepairs } from './minute-repairs';
import type { RequestPace } from './request-pace';
import { TradeRepairs } from './trade-repairs';
import { untilAborted } from './until-aborted';
import type { VenueTime } from './venue-time';

export interface ObservedPipelineOptions {
  readonly marketData: Pick<
    MarketDataInterface,
    'watchCandles' | 'watchTrades' | 'getCandles' | 'getTrades' | 'getServerTimeMs' | 'getInstrument'
  >;
  readonly aggregator: CandleAggregator;
  readonly store: CandleStore;
  readonly symbol: string;
  /** First minute that is followed; ms since 1970. What lies before it is the backfill's. */
  readonly fromMs: number;
  /** Whether every trade is followed, or only the states of the running minute; default true. */
  readonly followsTrades?: boolean;
  /** What the streams could not read, and questions that failed. The pipeline goes on. */
  readonly onError: (error: unknown) => void;
  /** Told of minutes that cannot be a candle, of the stream or of a call: not stored, and left to whoever asks for missing ones. */
  readonly onSkipped?: (skipped: readonly SkippedMinute[]) => void;
  /** Spares questions for the venue's time. */
  readonly venueTime?: VenueTime;
  /** Waited for before each question to the venue. */
  readonly pace?: RequestPace;
  /** The lease the host writes under at this moment. */
  readonly fence?: () => WriteFence | undefined;
}

/** What one {@link ObservedPipeline.tick} did. */
export interface PipelineTick {
  /** Observed seconds handed to the store. */
  readonly seconds: number;
  /** Minutes that the stream made final, handed to the store. */
  readonly minutes: number;
  /** Seconds that were stored as covered and taken back, because a subscription turned out to have been silent. */
  readonly withdrawn: number;
}

const MINUTE_S = 60;
/** No more minutes than a day's are ever filled in a row. */
const LONGEST_FILL_MS = 1_440 * 60_000;

/**
 * One symbol, live: its trades and its running minute become observed seconds and final minutes, in the store and told by the aggregator. No
 * timer inside: the host calls {@link tick} about once a second, and {@link repair} when it has requests to spend. Times are the venue's.
 */
export class ObservedPipeline {
  private readonly observed: ObservedSeconds;
  private feed!: MinuteFeed;
  private readonly stops: StopWatching[] = [];
  /** Waiting to be stored, in order. */
  private readonly finals: FeedMinute[] = [];
  private readonly unsaved = new Map<number, ObservedSecond>();
  /** Told as covered and not covered: not yet taken back from the store. */
  private readonly untrue = new Set<number>();
  private serverNowMs = -Infinity;
  /** Venue's clock less ours, as it was heard last. */
  private offsetMs?: number;
  private readonly tradeRepairs = new TradeRepairs();
  private readonly minuteRepairs = new MinuteRepairs();
  private ticking: Promise<PipelineTick> | undefined;
  private isStopped = false;

  private constructor(
    private readonly options: ObservedPipelineOptions,
    private readonly instrument: Instrument,
  ) {
    this.observed = new ObservedSeconds(instrument);
  }

  /** Follows a symbol. Rejects as `watchCandles` and `watchTrades` do, and then nothing is watched. */
  static async open(options: ObservedPipelineOptions): Promise<ObservedPipeline> {
    const { marketData, symbol, fromMs, followsTrades = true, onError } = options;
    const pipeline = new ObservedPipeline(options, await marketData.getInstrument(symbol));
    try {
      pipeline.feed = await MinuteFeed.open({
        marketData,
        symbol,
        fromMs,
        onError,
        onMinute: (minute) => pipeline.accept(minute),
        read: (range, signal) => pipeline.ingest(range, signal),
      });
      pipeline.stops.push(() => pipeline.feed.stop());
      await pipeline.watch('pushes');
      if (followsTrades) await pipeline.watch('trades');
    } catch (error) {
      await pipeline.stop();
      throw error;
    }
    return pipeline;
  }

  /** The latest moment of the venue's clock that was heard of, ms since 1970; undefined before anything was. */
  get serverTimeMs(): number | undefined {
    return Number.isFinite(this.serverNowMs) ? this.serverNowMs : undefined;
  }

  /** Whether contract size and steps are still those it counts with; where not, follow the symbol anew. */
  isMadeFor(instrument: Instrument): boolean {
    return JSON.stringify(gridOf(instrument)) === JSON.stringify(gridOf(this.instrument));
  }

  /** Start of the minute that is to become final next, ms since 1970. */
  get nextOpenMs(): number {
    return this.feed.nextOpenMs;
  }

  /** Trades that came after their minute was final; they are in no candle. */
  get lateTrades(): number {
    return this.observed.lateTrades;
  }

  /**
   * Whether {@link repair} has something to ask: trades after a cut, or minutes that the stream does not make final; those less and less often
   * while the venue does not give them.
   *
   * @param patienceMs how long after its close a quiet minute may wait for its group of `ConfirmationPlan`; 0 asks at once
   */
  needsRepair(patienceMs = 0): boolean {
    const { serverTimeMs } = this;
    if (serverTimeMs === undefined) return false;
    if (this.tradeRepairs.isDue(serverTimeMs)) return true;
    return this.minuteRepairs.isDue(serverTimeMs) && this.feed.needed(serverTimeMs - patienceMs) !== undefined;
  }

  /**
   * Stores what is settled: first the seconds, then the minutes they are settled by. Never beside itself: called while it works, it answers with
   * the run at work. Rejects when the store fails; what could not be stored is stored by the next one.
   */
  tick(): Promise<PipelineTick> {
    this.ticking ??= this.store().finally(() => (this.ticking = undefined));
    return this.ticking;
  }

  /**
   * Asks the venue for what the stream could not give: after a cut the latest trades, which cover the hole only where they reach back over it,
   * and minutes that the stream did not make final. What fails is told to `onError` and asked again next time.
   */
  async repair(signal?: AbortSignal): Promise<void> {
    const { serverTimeMs, options } = this;
    if (serverTimeMs === undefined || this.isStopped) return;
    try {
      if (this.tradeRepairs.isDue(serverTimeMs)) {
        await options.pace?.turn(signal);
        const askedAtMs = this.serverNowMs;
        const trades = await untilAborted(options.marketData.getTrades({ symbol: options.symbol }), signal);
        this.observed.addCalled({ trades, askedAtMs });
        this.tradeRepairs.asked(askedAtMs);
      }
      // Seconds first, so that a minute is settled once.
      await this.tick();
      const openMs = this.nextOpenMs;
      try {
        await this.passFilled();
        await this.feed.pull({ serverTimeMs: this.serverNowMs, ...(signal === undefined ? {} : { signal }) });
      } finally {
        this.minuteRepairs.asked(this.serverNowMs, { hasMoved: this.nextOpenMs > openMs });
      }
    } catch (error) {
      if (signal?.aborted === true) throw error;
      options.onError(error);
    }
  }

  /** Closed minutes that somebody else asked for and stored, such as the job `close-minute` (its `onPage`): the pipeline asks no more for them. */
  answered(page: BackfillPage): void {
    this.heardOf(page.askedAtMs);
    this.feed.answer(page);
  }

  /** The venue has no such minutes, and they are filled. Open times, ms. */
  passOver(openTimesMs: readonly number[]): void {
    this.feed.passOver(openTimesMs);
  }

  /** Ends the watches, then stores what is settled. May be called twice. */
  async stop(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    for (const stop of this.stops) stop();
    // Who called it hears of its failure; what it could not store is tried once more.
    await this.ticking?.catch(() => undefined);
    await this.store();
  }

  private async watch(source: ObservedSource): Promise<void> {
    const { marketData, symbol, onError } = this.options;
    // None of these may return a promise: what waits in a queue would be dropped or conflated when there is much of it.
    const handlers = {
      onReady: () => {
        this.observed.ready(source);
        if (source === 'trades') this.tradeRepairs.ready();
      },
      onGap: (gap: MarketDataGap) => this.lost(source, this.onServerClock(gap.sinceMs)),
      onHeard: (heard: MarketDataHeard) => this.heard(source, heard),
      onError: (error: Error) => {
        // Something pushed could not be read: as good as lost.
        this.lost(source);
        handlers.onReady();
        onError(error);
      },
    };
    const stop =
      source === 'trades'
        ? await marketData.watchTrades(symbol, { ...handlers, onData: (trade) => this.observed.addTrade(trade) })
        : await marketData.watchCandles(
            { symbol, intervalSeconds: 60 },
            { ...handlers, onData: (candle, atMs) => this.pushed(candle, atMs) },
          );
    this.stops.push(stop);
  }

  private pushed(candle: Candle, sentAtMs = candle.openTimeMs): void {
    this.observed.addPush(candle, sentAtMs);
    const price = (candle.traded !== undefined && candle.contracts > 0 ? candle.traded : candle.stitched).close;
    this.options.aggregator.acceptForming({ symbol: candle.symbol, price, atMs: sentAtMs });
  }

  private heard(source: ObservedSource, { serverTimeMs, receivedAtMs }: MarketDataHeard): void {
    this.offsetMs = serverTimeMs - receivedAtMs;
    this.heardOf(serverTimeMs);
    this.observed.advanceTo(source, serverTimeMs);
    if (source === 'trades') this.tradeRepairs.heard(serverTimeMs);
  }

  private heardOf(serverTimeMs: number): void {
    this.serverNowMs = Math.max(this.serverNowMs, serverTimeMs);
  }

  private lost(source: ObservedSource, sinceMs?: number): void {
    this.observed.gap(source, sinceMs);
    if (source === 'trades') this.tradeRepairs.gap();
  }

  private onServerClock(ownMs: number): number | undefined {
    return this.offsetMs === undefined ? undefined : ownMs + this.offsetMs;
  }

  /** What the feed tells waits here for its seconds. */
  private accept(minute: FeedMinute): void {
    if (minute.state === 'final') this.finals.push(minute);
  }

  /** What the venue left out three times the store has filled; the line need not wait for it any more. */
  private async passFilled(): Promise<void> {
    const { store, symbol } = this.options;
    const needed = this.feed.needed(this.serverNowMs);
    if (needed === undefined) return;
    const range = { symbol, startTs: needed.from, endTs: Math.min(needed.to, needed.from + LONGEST_FILL_MS) };
    const filled = (await store.minuteRecords(range)).filter((minute) => minute.isFinal && isFilled(minute));
    this.feed.passOver(filled.map(({ openTimeS }) => openTimeS * 1000));
  }

  private async *ingest(range: { symbol: string; fromMs: number; toMs: number }, signal?: AbortSignal): AsyncGenerator<BackfillPage> {
    const { marketData, aggregator, store, pace, venueTime, onSkipped } = this.options;
    const fence = this.options.fence?.();
    const control = {
      ...(signal === undefined ? {} : { signal }),
      ...(pace === undefined ? {} : { pace }),
      ...(fence === undefined ? {} : { fence }),
    };
    const sources = { marketData, aggregator, store, ...(venueTime === undefined ? {} : { venueTime }) };
    yield* ingestPages(range, { ...sources, ...(onSkipped === undefined ? {} : { onSkipped }) }, control);
  }

  private async store(): Promise<PipelineTick> {
    const { aggregator, symbol } = this.options;
    const { seconds, withdrawn } = this.observed.take();
    for (const openTimeS of withdrawn) {
      this.unsaved.delete(openTimeS);
      this.untrue.add(openTimeS);
    }
    for (const second of seconds) this.unsaved.set(second.openTimeS, second);
    const fence = this.options.fence?.();
    const fenced = fence === undefined ? {} : { fence };
    // Taken back before anything is put: pushes that tell the same second would be refused beside trades.
    const taking = [...this.untrue].sort((a, b) => a - b);
    let removed = 0;
    if (taking.length > 0) {
      ({ removed } = await aggregator.withdrawSeconds({ symbol, openTimesS: taking, receivedAtMs: this.serverNowMs, ...fenced }));
      for (const openTimeS of taking) this.untrue.delete(openTimeS);
    }
    const saving = [...this.unsaved.values()].sort((a, b) => a.openTimeS - b.openTimeS);
    if (saving.length > 0) {
      await aggregator.storeSeconds({ symbol, seconds: saving, receivedAtMs: this.serverNowMs, ...fenced });
      for (const second of saving) if (this.unsaved.get(second.openTimeS) === second) this.unsaved.delete(second.openTimeS);
    }
    const ready = this.readyMinutes();
    // What was asked for meanwhile is stored already, and is right where both differ.
    const asked = new Set(this.finals.filter(({ source }) => source === 'call').map(({ candle }) => candle.openTimeMs));
    const byStream = ready.filter(({ source, candle }) => source === 'stream' && !asked.has(candle.openTimeMs));
    let skipped: readonly SkippedMinute[] = [];
    if (byStream.length > 0) {
      const options = { instrument: gridOf(this.instrument), serverTimeMs: this.serverNowMs, source: 'stream', ...fenced } as const;
      const candles = byStream.map(({ candle }) => candle);
      ({ skipped } = await storeCandles(candles, { symbol, aggregator, options }));
      // What cannot be a candle does not become one by waiting: the line goes on, and the minute is missing until a call gives it.
      if (skipped.length > 0) this.options.onSkipped?.(skipped);
    }
    this.finals.splice(0, ready.length);
    for (const { candle } of ready) {
      const closeS = candle.openTimeMs / 1000 + MINUTE_S;
      const { traded, stitched, contracts } = candle;
      this.observed.closed(closeS, (traded !== undefined && contracts > 0 ? traded : stitched).close);
      this.observed.finalBefore(closeS);
    }
    return { seconds: saving.length, minutes: byStream.length - skipped.length, withdrawn: removed };
  }

  /** From the first on, those that are settled and whose seconds have all come that can. */
  private readyMinutes(): readonly FeedMinute[] {
    const end = this.finals.findIndex(({ candle: { openTimeMs } }) => {
      const closeMs = openTimeMs + MINUTE_S * 1000;
      return this.serverNowMs < closeMs + MINUTE_SETTLE_MS || this.observed.isAwaiting(closeMs / 1000);
    });
    return end < 0 ? [...this.finals] : this.finals.slice(0, end);
  }
}
