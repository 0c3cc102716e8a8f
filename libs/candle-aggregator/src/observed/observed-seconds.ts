import type { Candle, MarketTrade } from '@prate/execution-interface';
import { SECOND_SETTLE_MS } from '../aggregated-candle';
import { CandleFlag } from '../candle-flag';
import { isByPushes } from '../observed-minute';
import type { ObservedSecond } from './observed-second';
import { PushSeconds } from './push-seconds';
import { type ObservedGrid, SecondNumbers } from './second-numbers';
import { SecondRanges } from './second-ranges';
import { SecondTrades } from './second-trades';
import { StreamCoverage } from './stream-coverage';

/** What is followed: every trade, or the states of the running minute. Where both cover a second, trades say what happened in it. */
export type ObservedSource = 'trades' | 'pushes';

/** What one call told. */
export interface CalledTrades {
  /** The latest trades, oldest first, without a hole between the first and the last. */
  readonly trades: readonly MarketTrade[];
  /** The venue's clock before it was asked, ms since 1970. */
  readonly askedAtMs: number;
}

/** What has changed since it was asked last. */
export interface ObservedChange {
  /** Covered seconds, new ones and others than before, in time order. */
  readonly seconds: readonly ObservedSecond[];
  /**
   * Open times of seconds that were told as covered and are not, or not by trades any more, in time order, those of final minutes included; whole
   * seconds since 1970. To be taken back before `seconds` are stored, which may tell one of them anew.
   */
  readonly withdrawn: readonly number[];
}

/** Seconds that are not final for so long are let go: they can only be had from the official minute then. */
const LONGEST_KEPT_S = 7_200;
const MINUTE_S = 60;

/**
 * The seconds of one symbol as they were seen (candle rules, section 6): each trade once, in the second of its own time; a second counts only
 * when it was covered whole, and then also when nothing traded in it. Pure: time moves by what is told, there is no timer and no clock inside.
 * All times are the venue's.
 */
export class ObservedSeconds {
  private readonly numbers: SecondNumbers;
  private readonly coverage: Readonly<Record<ObservedSource, StreamCoverage>> = {
    trades: new StreamCoverage(),
    pushes: new StreamCoverage(),
  };
  private readonly trades = new Map<number, SecondTrades>();
  private readonly pushes = new PushSeconds();
  /** What was told, by open time. */
  private readonly told = new Map<number, ObservedSecond>();
  /** Seconds of final minutes that were told by a stream, and that nothing but it proves: a stream may turn out to have been silent later. */
  private readonly finished: Readonly<Record<ObservedSource, SecondRanges>> = { trades: new SecondRanges(), pushes: new SecondRanges() };
  private withdrawnFinal: number[] = [];
  private newestS = -Infinity;
  /** From here on something may have changed. */
  private changedS = Infinity;
  private finalS = -Infinity;
  private closeBefore?: { readonly openTimeS: number; readonly second: Pick<ObservedSecond, 'close' | 'priceGrid'> };
  /** Trades of seconds whose minute was final when they came. They are in no candle. */
  lateTrades = 0;

  /** @throws {CandleInputError} `option`, of a grid that is none */
  constructor(grid: ObservedGrid) {
    this.numbers = new SecondNumbers(grid);
  }

  /** Subscribed (again): from the next {@link advanceTo} on, everything is told. */
  ready(source: ObservedSource): void {
    this.coverage[source].ready();
    if (source === 'pushes') this.pushes.gap();
  }

  /** Everything that was sent until then has been told. Covers nothing unless {@link ready} was said before. Never back in time. */
  advanceTo(source: ObservedSource, serverTimeMs: number): void {
    this.changed(this.coverage[source].heard(serverTimeMs));
  }

  /**
   * A cut, a slow consumer, a lost or unreadable frame: the seconds until the next {@link ready} are not covered.
   *
   * @param sinceMs until when nothing was lost; left out: until {@link advanceTo} said so last. Seconds told since then are withdrawn.
   */
  gap(source: ObservedSource, sinceMs?: number): void {
    const { endS } = this.coverage[source];
    const lostS = this.coverage[source].lostSince(sinceMs);
    if (lostS !== undefined) {
      this.withdrawnFinal.push(...this.finished[source].secondsFrom(lostS));
      this.finished[source].remove(lostS, Infinity);
    }
    this.changed(this.coverage[source].gap(sinceMs));
    if (source === 'pushes') this.pushes.gap();
    // What waited for trades may be told by pushes now.
    else this.changed(Number.isFinite(endS) ? endS : undefined);
  }

  /** A trade of the stream, in any order, any number of times. Late ones reopen their second until its minute is final. */
  addTrade(trade: MarketTrade): void {
    const second = Math.floor(trade.atMs / 1000);
    if (second < this.finalS) this.lateTrades += 1;
    else if (this.tradesOf(second).addStreamed(trade)) this.changed(second);
  }

  /** Trades by call: what the stream missed. Their seconds are covered after the first trade, which proves that the answer reaches back to it. */
  addCalled({ trades, askedAtMs }: CalledTrades): void {
    const first = trades[0];
    if (first === undefined) return;
    for (const [atMs, sameMoment] of groupByTime(trades)) {
      const second = Math.floor(atMs / 1000);
      if (second >= this.finalS && this.tradesOf(second).addCalled(atMs, sameMoment)) this.changed(second);
    }
    // Of the first second, and of the first millisecond, the answer may tell the end only.
    const fromS = Math.floor(first.atMs / 1000) + 1;
    const toS = Math.floor((askedAtMs - SECOND_SETTLE_MS) / 1000);
    if (toS <= fromS) return;
    this.coverage.trades.prove(Math.max(fromS, this.finalS), toS);
    this.changed(Math.max(fromS, this.finalS));
  }

  /** A state of the running minute, or the last one of the minute before. @param sentAtMs when the venue pushed it */
  addPush(candle: Candle, sentAtMs: number): void {
    if (candle.openTimeMs / 1000 < this.finalS) return;
    const { pushes: coverage } = this.coverage;
    const { second, isKnown } = this.pushes.add(candle, sentAtMs, coverage.isWholeSince(candle.openTimeMs));
    if (!isKnown) coverage.startAgainAt(second + 1);
    this.changed(second);
  }

  /** The last price before a second, so that seconds without a trade have one where no trade was seen: the close of the latest final minute. */
  closed(openTimeS: number, price: number): void {
    this.closedAt(openTimeS, this.numbers.ofPrice(price));
  }

  /** Whether a second before this one may still be covered by what is being told. */
  isAwaiting(beforeS: number): boolean {
    return this.coverage.trades.isAwaitedBefore(beforeS) || this.coverage.pushes.isAwaitedBefore(beforeS);
  }

  /** Minutes before this one are final: their seconds are settled by the store, and nothing here changes them any more. Whole seconds. */
  finalBefore(openTimeS: number): void {
    if (openTimeS <= this.finalS) return;
    const last = this.lastBefore(openTimeS);
    this.finalS = openTimeS;
    for (const [second, told] of this.told) {
      if (second >= openTimeS || this.coverage.trades.isProven(second)) continue;
      this.finished[isByPushes(told) ? 'pushes' : 'trades'].add(second, second + 1);
    }
    if (last !== undefined) this.closedAt(openTimeS, last);
    this.forget(openTimeS);
  }

  /** What has changed since the last call: covered seconds, new or other than before, and those that turned out not to be covered. */
  take(): ObservedChange {
    const endS = Math.max(this.coverage.trades.endS, this.coverage.pushes.endS, this.newestS + 1);
    const startS = Math.max(this.changedS, this.finalS, endS - LONGEST_KEPT_S);
    this.changedS = Infinity;
    const seconds: ObservedSecond[] = [];
    const withdrawn = this.withdrawnFinal.sort((a, b) => a - b);
    this.withdrawnFinal = [];
    let before = Number.isFinite(startS) ? this.lastBefore(startS) : undefined;
    for (let second = startS; second < endS; second += 1) {
      const now = this.make(second, before);
      const told = this.told.get(second);
      if (now === undefined) {
        if (told !== undefined) withdrawn.push(second);
        this.told.delete(second);
        continue;
      }
      before = now;
      if (told !== undefined && isSame(told, now)) continue;
      // What the store has of trades beats pushes, so it has to go first.
      if (told !== undefined && !isByPushes(told) && isByPushes(now)) withdrawn.push(second);
      this.told.set(second, now);
      this.newestS = Math.max(this.newestS, second);
      seconds.push(now);
    }
    if (Number.isFinite(endS)) {
      this.forget(endS - LONGEST_KEPT_S);
      for (const source of ['trades', 'pushes'] as const) this.finished[source].remove(-Infinity, endS - LONGEST_KEPT_S);
    }
    return { seconds, withdrawn };
  }

  private make(second: number, before: Pick<ObservedSecond, 'close' | 'priceGrid'> | undefined): ObservedSecond | undefined {
    const { trades, pushes } = this.coverage;
    if (trades.covers(second)) {
      const known = this.trades.get(second);
      const traded = (trades.isStreamed(second) ? known?.streamedInOrder() : known?.inOrder()) ?? [];
      if (traded.length > 0) return this.numbers.ofTrades(second, traded);
      return before === undefined ? undefined : this.numbers.ofNothing(second, before, 0);
    }
    if (!pushes.covers(second) || trades.isAwaited(second)) return undefined;
    // The first push after a second of trades may tell those trades once more.
    if (trades.covers(second - 1) && second % MINUTE_S !== 0) return undefined;
    const pushed = this.pushes.get(second);
    if (pushed !== undefined) return this.numbers.ofPushes(second, pushed);
    return before === undefined ? undefined : this.numbers.ofNothing(second, before, CandleFlag.ByPushes);
  }

  private closedAt(openTimeS: number, second: Pick<ObservedSecond, 'close' | 'priceGrid'>): void {
    if (this.closeBefore !== undefined && this.closeBefore.openTimeS > openTimeS) return;
    this.closeBefore = { openTimeS, second };
    this.changed(openTimeS);
  }

  private lastBefore(second: number): Pick<ObservedSecond, 'close' | 'priceGrid'> | undefined {
    const { openTimeS: closedS = -Infinity, second: closed } = this.closeBefore ?? {};
    for (let at = second - 1; at >= Math.max(closedS, this.finalS, second - LONGEST_KEPT_S); at -= 1) {
      const told = this.told.get(at);
      if (told !== undefined) return told;
    }
    return closedS <= second ? closed : undefined;
  }

  private tradesOf(second: number): SecondTrades {
    let trades = this.trades.get(second);
    if (trades === undefined) this.trades.set(second, (trades = new SecondTrades()));
    return trades;
  }

  private changed(second: number | undefined): void {
    if (second !== undefined) this.changedS = Math.min(this.changedS, second);
  }

  private forget(beforeS: number): void {
    for (const second of this.trades.keys()) if (second < beforeS) this.trades.delete(second);
    for (const second of this.told.keys()) if (second < beforeS) this.told.delete(second);
    this.pushes.forget(beforeS);
    this.coverage.trades.forget(beforeS);
    this.coverage.pushes.forget(beforeS);
  }
}

function groupByTime(trades: readonly MarketTrade[]): Map<number, MarketTrade[]> {
  const groups = new Map<number, MarketTrade[]>();
  for (const trade of trades) groups.set(trade.atMs, [...(groups.get(trade.atMs) ?? []), trade]);
  return groups;
}

function isSame(a: ObservedSecond, b: ObservedSecond): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
