import { FeedError } from '../errors';
import type { SimulatorFeed } from '../simulator-feed';
import { Occasionally } from './occasionally';
import { PaperMinutes } from './paper-minutes';
import type { PaperBook, PaperFunding, PaperHandlers, PaperPrice, PaperSource, PaperTrade } from './paper-source';

const MOST_MISSED_TRADES = 100;
const BOOK_LEVELS = 50;
/** What cannot be taken is told at most so often: a market off its grids says so with every trade. */
const TELL_EVERY_MS = 10_000;

export interface PaperSymbolParts {
  readonly symbol: string;
  readonly source: PaperSource;
  readonly feed: SimulatorFeed;
  readonly clock: { nowMs(): number };
  readonly onProblem: (problem: Error) => void;
}

/** Carries the public data of one contract into its feed. */
export class PaperSymbol {
  private readonly stops: (() => void)[] = [];
  private readonly minutes: PaperMinutes;
  private readonly refusals: Occasionally;
  private lastTradeMs = 0;
  /** Trades of the stream up to here were read by call already. */
  private readThroughMs = 0;
  private gapSinceMs: number | undefined;

  constructor(private readonly parts: PaperSymbolParts) {
    const { symbol, source, feed, clock, onProblem } = parts;
    this.refusals = new Occasionally({ everyMs: TELL_EVERY_MS, clock, tell: (line) => onProblem(new FeedError(line)) });
    this.minutes = new PaperMinutes({
      symbol,
      source,
      clock,
      take: (minute) => this.attempt(() => feed.minutes([minute])),
      onProblem: (problem) => onProblem(asError(problem)),
    });
  }

  /** Finished minutes of the last `historyMs`, prices as they stand, then everything as it comes. @throws what the source throws */
  async start(historyMs: number): Promise<void> {
    const { source, symbol, clock, feed } = this.parts;
    const { stops } = this;
    await this.minutes.read(clock.nowMs() - historyMs);
    this.takeMark(await source.getMarkPrice(symbol));
    this.takeIndex(await source.getIndexPrice(symbol));
    this.takeFunding(await source.getFundingRate(symbol));
    const mark = this.statement((price: PaperPrice) => this.takeMark(price));
    const index = this.statement((price: PaperPrice) => this.takeIndex(price));
    const funding = this.statement((rate: PaperFunding) => this.takeFunding(rate));
    const book = this.statement((sides: PaperBook) => this.attempt(() => feed.orderBook(sides)));
    stops.push(await source.watchMarkPrice(symbol, mark));
    stops.push(await source.watchIndexPrice(symbol, index));
    stops.push(await source.watchFundingRate(symbol, funding));
    stops.push(await source.watchOrderBook({ symbol, levels: BOOK_LEVELS }, book));
    stops.push(
      await source.watchTrades(symbol, {
        onData: (trade) => this.hear(() => this.takeTrade(trade)),
        onGap: () => this.startGap(),
        onReady: () => this.catchUp(),
        onError: (error) => this.parts.onProblem(error),
      }),
    );
  }

  stop(): void {
    this.minutes.stop();
    for (const stop of this.stops.splice(0)) stop();
  }

  private statement<Data>(take: (data: Data) => void): PaperHandlers<Data> {
    return { onData: (data) => this.hear(() => take(data)), onError: (error) => this.parts.onProblem(error) };
  }

  private startGap(): void {
    this.gapSinceMs ??= this.parts.clock.nowMs();
    this.parts.feed.gap();
  }

  /** What the gap hid is read by call, as far as it can be had: it happened, therefore it moves the price and fills orders, now. */
  private async catchUp(): Promise<void> {
    const { source, symbol, feed } = this.parts;
    if (this.gapSinceMs === undefined) return;
    const sinceMs = this.gapSinceMs;
    this.minutes.expect(sinceMs);
    try {
      const latest = await source.getTrades({ symbol, limit: MOST_MISSED_TRADES });
      const missed = this.lastTradeMs === 0 ? [] : latest.filter(({ atMs }) => atMs > this.lastTradeMs);
      missed.forEach((trade) => this.takeTrade(trade));
      this.readThroughMs = Math.max(this.readThroughMs, this.lastTradeMs);
      // Nothing newer anywhere: the last price is still the market's.
      if (missed.length === 0 && latest.length > 0) feed.resume();
      this.gapSinceMs = undefined;
      await this.minutes.read(sinceMs);
    } catch (error) {
      // Stale until trades flow; the stream is there again, so they do.
      this.parts.onProblem(asError(error));
    }
  }

  /** Takes data; where its contract was not live before, part of some minutes was not heard. */
  private hear(take: () => void): void {
    const { feed, clock } = this.parts;
    const { phase, lastHeardMs } = feed.state;
    if (phase !== 'live') this.minutes.expect(lastHeardMs ?? clock.nowMs());
    take();
    // It tells its own problems.
    void this.minutes.readWhenDue();
  }

  private takeTrade(trade: PaperTrade): void {
    if (trade.atMs <= this.readThroughMs) return;
    this.attempt(() => this.parts.feed.trade(trade));
    this.lastTradeMs = Math.max(this.lastTradeMs, trade.atMs);
  }

  private takeMark({ price }: PaperPrice): void {
    this.attempt(() => this.parts.feed.markPrice(price));
  }

  private takeIndex({ price }: PaperPrice): void {
    this.attempt(() => this.parts.feed.indexPrice(price));
  }

  private takeFunding({ rate, nextSettlementMs, intervalHours, minRate, maxRate }: PaperFunding): void {
    this.attempt(() =>
      this.parts.feed.fundingRate({
        rate,
        ...(nextSettlementMs === undefined ? {} : { nextSettleTimeMs: nextSettlementMs }),
        ...(intervalHours === undefined ? {} : { cycleHours: intervalHours }),
        ...(minRate === undefined ? {} : { minRate }),
        ...(maxRate === undefined ? {} : { maxRate }),
      }),
    );
  }

  /** What the feed cannot take is told now and then, counted by the feed, and left out. */
  private attempt(hand: () => void): void {
    try {
      hand();
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      this.refusals.line(error.message);
    }
  }
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
