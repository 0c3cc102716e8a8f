import type { PriceGrid } from '../market/price-grid';
import { BOOK_STEP_MS, type BookLevel, type BookSide, type SyntheticBook } from '../market/synthetic-book';
import { type SimulatedOrder, isFinal, remainingVol } from './order';
import { type BookChange, type BookStep, OrderBookJournal } from './order-book-journal';
import { type Offer, OrderBookSide, type RestingFill } from './order-book-side';
import { sideMeanings } from './sides';

/** Further behind than this, what happened before is one step. */
const MOST_STEPS_AT_ONCE = 50;
/** Lots that a crossed view shows where nobody stands. */
const CROSSING_LOTS = 100;

const bookSides = ['ask', 'bid'] as const;
const oppositeSide = { ask: 'bid', bid: 'ask' } as const;

interface Price {
  readonly side: BookSide;
  readonly ticks: number;
}

/**
 * The book of a contract, by price, then time: the account's resting orders and everybody else's. What takers take stays taken until that
 * price of the background changes of itself. Others never stand at or beyond an order of the account on the other side: they keep behind
 * it until it is gone. Every change that shows has a version.
 *
 * What shows ({@link levels}, {@link stepsAfter}) and what takers meet ({@link offers}) differ only while a fault says so.
 */
export class OrderBook {
  private readonly sides = { ask: new OrderBookSide('ask'), bid: new OrderBookSide('bid') } as const;
  private readonly shown: Readonly<Record<BookSide, Map<number, BookLevel>>> = { ask: new Map(), bid: new Map() };
  private readonly journal = new OrderBookJournal();
  private step: number | undefined;
  private atMs = 0;
  private frozenUntilMs = 0;
  /** What changed behind a frozen view. */
  private unseen: Price[] = [];
  private crossedUntilMs = 0;
  private crossingTicks: number | undefined;

  constructor(
    private readonly background: SyntheticBook,
    private readonly lots: PriceGrid,
  ) {}

  get version(): number {
    return this.journal.version;
  }

  /** Brings the book up to this time, before anything is asked or done; one that was never looked at begins here. */
  advance(nowMs: number): void {
    const present = Math.floor(nowMs / BOOK_STEP_MS);
    if (this.step === undefined) {
      this.journal.open(nowMs);
      this.step = present;
      for (const { side, ticks } of this.turn()) this.shown[side].set(ticks, this.levelAt(side, ticks));
    }
    if (nowMs < this.frozenUntilMs) return;
    const first = Math.max(this.step + 1, present - MOST_STEPS_AT_ONCE + 1, Math.ceil(this.frozenUntilMs / BOOK_STEP_MS));
    for (let step = first; step <= present; step += 1) {
      this.atMs = Math.max(this.atMs, step * BOOK_STEP_MS);
      this.step = step;
      this.show([...this.turn(), ...this.unseen.splice(0)]);
    }
    this.atMs = Math.max(this.atMs, nowMs);
    this.show(this.unseen.splice(0));
    this.showCrossing();
  }

  /** What shows, best first. */
  levels(side: BookSide, limit = Number.POSITIVE_INFINITY): readonly BookLevel[] {
    const rank = ({ ticks }: BookLevel): number => this.sides[side].rankOf(ticks);
    return [...this.shown[side].values()].sort((one, other) => rank(one) - rank(other)).slice(0, limit);
  }

  /** What came after this version, oldest first, by steps of 200 ms; the newest 50,000 changes are kept. */
  stepsAfter(version: number): readonly BookStep[] {
    return this.journal.stepsAfter(version);
  }

  /** The last changes, newest first. */
  latestChanges(count: number): readonly BookChange[] {
    return this.journal.latest(count);
  }

  /** What a taker meets on this side, in order; to be asked anew after every change. */
  offers(side: BookSide): Generator<Offer, undefined> {
    return this.sides[side].offers();
  }

  /** Ticks of the best price that takers meet; `undefined` on an empty side. */
  bestTicks(side: BookSide): number | undefined {
    return this.offers(side).next().value?.ticks;
  }

  /** A taker has taken these lots of others. */
  take(side: BookSide, ticks: number, lots: number): void {
    this.sides[side].take(ticks, lots);
    this.show([{ side, ticks }]);
  }

  /** Lets an order stand behind everything at its price. */
  rest(order: SimulatedOrder): void {
    const side = sideOf(order);
    const { resting } = this.sides[side];
    const rank = this.sides[side].rankOf(order.priceTicks);
    const ahead = this.sides[side].othersAt(rank);
    const lots = this.lots.toSteps(remainingVol(order));
    this.reshape(side, order.priceTicks, () => resting.add(rank, { order, lots, ahead }));
  }

  /** Files a resting order by its present state: it wants less, or it leaves. Nothing happens to one that does not stand here. */
  settle(order: SimulatedOrder): void {
    const side = sideOf(order);
    const { resting } = this.sides[side];
    const rank = this.sides[side].rankOf(order.priceTicks);
    const standing = resting.get(rank, order.orderId);
    if (standing === undefined) return;
    const lots = isFinal(order) ? 0 : this.lots.toSteps(remainingVol(order));
    this.reshape(side, order.priceTicks, () => resting.resize(rank, standing, lots));
  }

  /** Whether orders of the account stand in it. */
  get hasResting(): boolean {
    return bookSides.some((side) => !this.sides[side].resting.isEmpty);
  }

  /** Whether a trade at this price touches an order of the account. */
  isTouched(ticks: number): boolean {
    return bookSides.some((side) => this.sides[side].resting.bestRank <= this.sides[side].rankOf(ticks));
  }

  /** What trades of this size at this price give to the account's orders; these are on one side, as a book does not cross. */
  tradedThrough(ticks: number, lots: number): readonly RestingFill[] {
    return bookSides.flatMap((side) => this.sides[side].tradedThrough(ticks, lots));
  }

  /** A fault: until this time nothing that happens shows, and the background stands still. Takers and trades meet it as ever. */
  freezeUntil(untilMs: number): void {
    this.frozenUntilMs = untilMs;
  }

  /** A fault: until this time a bid shows one tick above the best ask. Takers do not meet it. */
  crossUntil(untilMs: number): void {
    this.crossedUntilMs = untilMs;
  }

  private levelAt(side: BookSide, ticks: number): BookLevel {
    const level = this.sides[side].levelAt(ticks);
    if (side !== 'bid' || ticks !== this.crossingTicks) return level;
    return { ticks, lots: level.lots + CROSSING_LOTS, orders: level.orders + 1 };
  }

  /** Brings the background to the present step; answers every price that may have changed. */
  private turn(): Price[] {
    return bookSides.flatMap((side) => {
      const before = this.sides[side].backgroundTicks();
      const held = this.sides[oppositeSide[side]].restingTicks;
      this.sides[side].replaceBackground(this.background.levels(side, this.step as number, held));
      return [...before, ...this.sides[side].backgroundTicks()].map((ticks) => ({ side, ticks }));
    });
  }

  /** A change to the account's orders at a price. When it moves their best price, others on the other side keep behind it. */
  private reshape(side: BookSide, ticks: number, change: () => void): void {
    const opposite = oppositeSide[side];
    const before = this.sides[side].restingTicks;
    change();
    const after = this.sides[side].restingTicks;
    const isStirred = before !== after && (this.holdsBack(opposite, before) || this.holdsBack(opposite, after));
    // Both sides: a market that is fed may have moved since the step began.
    this.show([{ side, ticks }, ...(isStirred ? this.turn() : [])]);
  }

  /** Whether others on this side would stand at or beyond a price of the account, if they were free to. */
  private holdsBack(side: BookSide, held: number | undefined): boolean {
    return held !== undefined && this.background.isHeldBack(side, this.step as number, held);
  }

  /** Tells what is different at these prices. What goes, goes first: at no version in between do bids and asks cross. */
  private show(prices: readonly Price[]): void {
    if (this.step !== undefined && this.atMs < this.frozenUntilMs) {
      this.unseen.push(...prices);
      return;
    }
    const changed: { side: BookSide; level: BookLevel }[] = [];
    for (const { side, ticks } of prices) {
      const level = this.levelAt(side, ticks);
      if (level.lots > 0) changed.push({ side, level });
      else if (this.shown[side].delete(ticks)) this.journal.record(side, { ticks, lots: 0, orders: 0 }, this.atMs);
    }
    for (const { side, level } of changed) {
      const known = this.shown[side].get(level.ticks);
      if (known?.lots === level.lots && known.orders === level.orders) continue;
      this.shown[side].set(level.ticks, level);
      this.journal.record(side, level, this.atMs);
    }
  }

  private showCrossing(): void {
    const before = this.crossingTicks;
    const best = this.atMs < this.crossedUntilMs ? this.bestTicks('ask') : undefined;
    this.crossingTicks = best === undefined ? undefined : best + 1;
    if (before === this.crossingTicks) return;
    this.show([before, this.crossingTicks].flatMap((ticks) => (ticks === undefined ? [] : [{ side: 'bid' as const, ticks }])));
  }
}

function sideOf(order: SimulatedOrder): BookSide {
  return sideMeanings[order.side].direction === 'buy' ? 'bid' : 'ask';
}
