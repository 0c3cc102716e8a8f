import { FedBars } from './fed-bars';
import { FedBook, type FedLevel } from './fed-book';
import { FedFunding } from './fed-funding';
import type { Market, MarketFunding, MarketPhase, MarketPrint, MinuteBar } from './market';
import { HISTORY_DAYS } from './seeded-market';
import { SecondSeries } from './second-series';
import type { BackgroundLevel, BookSide } from './synthetic-book';

const KEPT_SECONDS = (HISTORY_DAYS + 1) * 86_400;
/** Single trades further back than this are forgotten; bars and prices stay. */
const KEPT_TRADE_SECONDS = 3_600;

/**
 * Live data, handed in while it happens.
 *
 * What arrives in a second is the market of the next one: it moves the price, fills resting orders and is told as trades there, so no second
 * that the clock has reached ever changes once there is a price. In bars it counts in the second in which it arrived. A second without trades is quiet.
 */
export class FedMarket implements Market {
  private readonly prices = new SecondSeries<number>(KEPT_SECONDS);
  private readonly fair = new SecondSeries<number>(KEPT_SECONDS);
  private readonly index = new SecondSeries<number>(KEPT_SECONDS);
  private readonly fundings = new FedFunding(KEPT_SECONDS);
  private readonly bars = new FedBars();
  private readonly standing = new FedBook();
  private readonly printsBySecond = new Map<number, MarketPrint[]>();
  private latestSecond = 0;
  private tradeCount = 0;
  private firstTradeSecond: number | undefined;
  private heardMs: number | undefined;
  /** Of what was before the first trade nothing was heard. */
  private gapSinceSecond: number | undefined = Number.NEGATIVE_INFINITY;
  private gapEndedSecond = -1;

  constructor(
    private readonly clock: { nowMs(): number },
    private readonly staleAfterMs: number,
  ) {}

  /** Ticks, lots (more than 0), and when it was made, ms. */
  addTrade({ ticks, lots, takerSide, atMs }: Required<Omit<MarketPrint, 'id'>>): void {
    const second = this.hear();
    this.endGap(second);
    this.firstTradeSecond ??= second;
    this.tradeCount += 1;
    const print = { ticks, lots, takerSide, id: String(FIRST_TRADE_ID + this.tradeCount), atMs };
    const prints = this.printsBySecond.get(second);
    if (prints === undefined) this.printsBySecond.set(second, [print]);
    else prints.push(print);
    this.prices.set(second, ticks);
    this.bars.addTrade(second, print);
    for (const old of this.printsBySecond.keys()) {
      if (old >= second - KEPT_TRADE_SECONDS) break;
      this.printsBySecond.delete(old);
    }
  }

  setFair(ticks: number): void {
    this.fair.set(this.hear(), ticks);
  }

  setIndex(ticks: number): void {
    this.index.set(this.hear(), ticks);
  }

  /** Best first, not crossed. */
  setBook(sides: Readonly<Record<BookSide, readonly FedLevel[]>>): void {
    this.hear();
    this.standing.take(sides, this.clock.nowMs());
  }

  setFunding(funding: MarketFunding): void {
    this.fundings.set(this.hear(), funding);
  }

  /** A finished minute from elsewhere, for a time of which nothing is known; answers whether it was taken. It makes no price to trade at. */
  addMinute(openSecond: number, bar: MinuteBar): boolean {
    if (openSecond + 60 > this.presentSecond() || !this.bars.addHistory(openSecond, bar, this.silentSinceSecond())) return false;
    if (this.firstTradeSecond === undefined && bar.traded !== undefined && openSecond - 1 >= this.latestSecond) {
      this.prices.set(openSecond - 1, bar.traded.open);
      this.prices.set(openSecond + 59, bar.traded.close);
      this.latestSecond = openSecond + 59;
    }
    return true;
  }

  /** Something may be missing from now on: stale until the next trade, or until {@link endGap}. */
  startGap(): void {
    this.gapSinceSecond ??= this.presentSecond();
  }

  /** Nothing is missing any more; the last price is the market's. */
  endGap(second = this.hear()): void {
    if (this.gapSinceSecond === undefined) return;
    this.bars.addGap(this.gapSinceSecond, second);
    this.gapSinceSecond = undefined;
    this.gapEndedSecond = second;
  }

  get trades(): number {
    return this.tradeCount;
  }

  /** When anything came last, ms; `undefined` before the first time. */
  get lastHeardMs(): number | undefined {
    return this.heardMs;
  }

  phase(second: number): MarketPhase {
    if (this.firstTradeSecond === undefined || this.firstTradeSecond >= second) return 'waiting';
    if (this.gapSinceSecond !== undefined || second <= this.gapEndedSecond) return 'stale';
    return second * 1000 - (this.heardMs as number) > this.staleAfterMs ? 'stale' : 'live';
  }

  /** 0 as long as nothing is known. */
  priceTicks(second: number): number {
    return this.lastTradeTicks(second) ?? 0;
  }

  tradedLots(second: number): number {
    return this.prints(second).reduce((sum, { lots }) => sum + lots, 0);
  }

  prints(second: number): readonly MarketPrint[] {
    return this.printsBySecond.get(second - 1) ?? [];
  }

  lastTradeTicks(second: number): number | undefined {
    return this.prices.at(second - 1);
  }

  closeBefore(second: number): number | undefined {
    return this.bars.filledCloseBefore(second) ?? this.prices.at(second - 1);
  }

  fairTicks(second: number): number {
    return this.fair.at(second - 1) ?? this.priceTicks(second);
  }

  indexTicks(second: number): number {
    return this.index.at(second - 1) ?? this.priceTicks(second);
  }

  funding(second: number): MarketFunding {
    return this.fundings.at(second - 1) ?? { rate: '0' };
  }

  book(side: BookSide, step: number): readonly BackgroundLevel[] | undefined {
    return this.standing.levels(side, step);
  }

  minute(openSecond: number, throughSecond: number): MinuteBar | undefined {
    return this.bars.minute(openSecond, throughSecond, this.silentSinceSecond());
  }

  span(nowSecond: number): { first: number; last: number } | undefined {
    const first = this.bars.firstSecond;
    return first === undefined || first > nowSecond ? undefined : { first, last: nowSecond };
  }

  private presentSecond(): number {
    return Math.max(this.latestSecond, Math.floor(this.clock.nowMs() / 1000));
  }

  /** The second in which something is heard now. */
  private hear(): number {
    const second = this.presentSecond();
    const silentSince = this.gapSinceSecond === undefined ? this.silentSinceSecond() : undefined;
    if (silentSince !== undefined) this.bars.addGap(silentSince, second);
    this.latestSecond = second;
    this.heardMs = Math.max(this.heardMs ?? 0, this.clock.nowMs());
    return second;
  }

  /** Since when nothing is known, if nothing is known now. */
  private silentSinceSecond(): number | undefined {
    if (this.gapSinceSecond !== undefined) return this.gapSinceSecond;
    if (this.heardMs === undefined || this.clock.nowMs() - this.heardMs <= this.staleAfterMs) return undefined;
    return Math.floor(this.heardMs / 1000);
  }
}

/** Ids count from here; they have eleven digits, as the venue's. */
const FIRST_TRADE_ID = 10_000_000_000;
