import { decimal } from '@prate/execution-interface/decimal';
import { FeedError } from '../errors';
import type { FedMinute, SimulatorFeed } from '../simulator-feed';
import { Occasionally } from './occasionally';
import type { PaperBook, PaperCandle, PaperFunding, PaperHandlers, PaperPrice, PaperSource, PaperTrade } from './paper-source';

const MINUTE_MS = 60_000;
const MOST_MISSED_TRADES = 100;
const BOOK_LEVELS = 50;
/** A minute is read as finished no earlier than this after its end: clocks differ, and the venue takes a moment. */
const SETTLE_MS = 3_000;
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
  private lastTradeMs = 0;
  /** Trades of the stream up to here were read by call already. */
  private readThroughMs = 0;
  private gapSinceMs: number | undefined;

  private readonly refusals: Occasionally;

  constructor(private readonly parts: PaperSymbolParts) {
    const { clock, onProblem } = parts;
    this.refusals = new Occasionally({ everyMs: TELL_EVERY_MS, clock, tell: (line) => onProblem(new FeedError(line)) });
  }

  /** Finished minutes of the last `historyMs`, prices as they stand, then everything as it comes. @throws what the source throws */
  async start(historyMs: number): Promise<void> {
    const { source, symbol, clock } = this.parts;
    await this.fillMinutes(clock.nowMs() - historyMs);
    this.takeMark(await source.getMarkPrice(symbol));
    this.takeIndex(await source.getIndexPrice(symbol));
    this.takeFunding(await source.getFundingRate(symbol));
    this.stops.push(
      await source.watchMarkPrice(
        symbol,
        this.statement((price) => this.takeMark(price)),
      ),
    );
    this.stops.push(
      await source.watchIndexPrice(
        symbol,
        this.statement((price) => this.takeIndex(price)),
      ),
    );
    this.stops.push(
      await source.watchFundingRate(
        symbol,
        this.statement((funding) => this.takeFunding(funding)),
      ),
    );
    const book = this.statement((sides: PaperBook) => this.attempt(() => this.parts.feed.orderBook(sides)));
    this.stops.push(await source.watchOrderBook({ symbol, levels: BOOK_LEVELS }, book));
    this.stops.push(
      await source.watchTrades(symbol, {
        onData: (trade) => this.takeTrade(trade),
        onGap: () => this.startGap(),
        onReady: () => this.catchUp(),
        onError: (error) => this.parts.onProblem(error),
      }),
    );
  }

  stop(): void {
    for (const stop of this.stops.splice(0)) stop();
  }

  private statement<Data>(take: (data: Data) => void): PaperHandlers<Data> {
    return { onData: take, onError: (error) => this.parts.onProblem(error) };
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
    try {
      const latest = await source.getTrades({ symbol, limit: MOST_MISSED_TRADES });
      const missed = this.lastTradeMs === 0 ? [] : latest.filter(({ atMs }) => atMs > this.lastTradeMs);
      missed.forEach((trade) => this.takeTrade(trade));
      this.readThroughMs = Math.max(this.readThroughMs, this.lastTradeMs);
      // Nothing newer anywhere: the last price is still the market's.
      if (missed.length === 0 && latest.length > 0) feed.resume();
      this.gapSinceMs = undefined;
      await this.fillMinutes(sinceMs);
    } catch (error) {
      // Stale until trades flow; the stream is there again, so they do.
      this.parts.onProblem(asError(error));
    }
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

  /** Finished minutes from the one that holds `sinceMs` on; the feed takes those of which it knows nothing. */
  private async fillMinutes(sinceMs: number): Promise<void> {
    const { source, symbol, clock, feed } = this.parts;
    const startMs = Math.floor(sinceMs / MINUTE_MS) * MINUTE_MS;
    const endMs = Math.floor((clock.nowMs() - SETTLE_MS) / MINUTE_MS) * MINUTE_MS;
    if (endMs <= startMs) return;
    const candles = await source.getCandles({ symbol, intervalSeconds: 60, startMs, endMs });
    for (const candle of candles) this.attempt(() => feed.minutes([minuteOf(candle)]));
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

function minuteOf({ openTimeMs, traded, stitched, contracts, turnover }: PaperCandle): FedMinute {
  const { open, high, low, close } = traded ?? stitched;
  return {
    openTimeMs,
    open: decimal(open),
    high: decimal(high),
    low: decimal(low),
    close: decimal(close),
    contracts: decimal(contracts),
    turnover,
  };
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
