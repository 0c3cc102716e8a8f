import type { SimulatedContract } from '../simulated-contract';
import type { Market } from './market';
import { SeededNoise } from './seeded-noise';
import { meanLots } from './trade-tape';

const { floor, max, min } = Math;

/** One step of the book: 200 ms, the venue's cadence (reference 8.3). */
export const BOOK_STEP_MS = 200;
/** Prices on each side, one tick apart. */
export const BOOK_LEVELS = 50;
/** Further behind than this, what happened before is one step. */
const MOST_STEPS_AT_ONCE = 50;
const KEPT_STEPS = 500;
const FIRST_VERSION = 40_000_000_000;

export type BookSide = 'ask' | 'bid';

/** What stands at a price. */
export interface BookLevel {
  readonly ticks: number;
  readonly lots: number;
  readonly orders: number;
}

/** One change, one version. 0 lots: the price is gone. */
export interface BookChange extends BookLevel {
  readonly side: BookSide;
  readonly version: number;
}

/** The changes of one step; their versions run from `begin` to `end` without a hole. */
export interface BookStep {
  readonly atMs: number;
  readonly begin: number;
  readonly end: number;
  readonly changes: readonly BookChange[];
}

type Ladder = Readonly<Record<BookSide, ReadonlyMap<number, BookLevel>>>;

/**
 * A book around the path: asks from the tick above it, bids from the tick below, where takers trade. What stands at a price is a function
 * of (seed, symbol, price, time); only the version counts from the first look. Orders of the account do not stand in it.
 */
export class SyntheticBook {
  private readonly noise: SeededNoise;
  private readonly mean: number;
  private ladder: Ladder | undefined;
  private bucket = 0;
  private steps: BookStep[] = [];
  private latestVersion = 0;

  constructor(
    contract: SimulatedContract,
    private readonly market: Market,
    seed: number,
  ) {
    this.noise = new SeededNoise(seed, `${contract.symbol} book`);
    this.mean = meanLots(contract);
  }

  get version(): number {
    return this.latestVersion;
  }

  /** Brings the book up to this time; one that was never looked at begins here. */
  advance(nowMs: number): void {
    const present = floor(nowMs / BOOK_STEP_MS);
    if (this.ladder === undefined) {
      this.ladder = this.build(present);
      this.bucket = present;
      this.latestVersion = FIRST_VERSION + floor(nowMs / 1000);
      return;
    }
    for (let bucket = max(this.bucket + 1, present - MOST_STEPS_AT_ONCE + 1); bucket <= present; bucket += 1) this.step(bucket);
  }

  /** Best first; to be asked after {@link advance}. */
  levels(side: BookSide, limit = BOOK_LEVELS): readonly BookLevel[] {
    return [...(this.ladder?.[side].values() ?? [])].slice(0, limit);
  }

  /** Steps with versions above this one, oldest first; the last 500 are kept. */
  stepsAfter(version: number): readonly BookStep[] {
    return this.steps.filter((step) => step.end > version);
  }

  /** The last changes, newest first. */
  latestChanges(count: number): readonly BookChange[] {
    const changes: BookChange[] = [];
    for (let at = this.steps.length - 1; at >= 0 && changes.length < count; at -= 1) {
      changes.push(...[...(this.steps[at] as BookStep).changes].reverse());
    }
    return changes.slice(0, count);
  }

  private step(bucket: number): void {
    const before = this.ladder as Ladder;
    const after = this.build(bucket);
    const changed: Omit<BookChange, 'version'>[] = [];
    // What goes, goes first: at no version in between do bids and asks cross.
    for (const side of ['ask', 'bid'] as const) {
      for (const { ticks } of before[side].values()) if (!after[side].has(ticks)) changed.push({ side, ticks, lots: 0, orders: 0 });
    }
    for (const side of ['ask', 'bid'] as const) {
      for (const level of after[side].values()) {
        const known = before[side].get(level.ticks);
        if (known?.lots !== level.lots || known.orders !== level.orders) changed.push({ side, ...level });
      }
    }
    this.ladder = after;
    this.bucket = bucket;
    if (changed.length === 0) return;
    const begin = this.latestVersion + 1;
    this.latestVersion += changed.length;
    const changes = changed.map((change, index) => ({ ...change, version: begin + index }));
    this.steps.push({ atMs: bucket * BOOK_STEP_MS, begin, end: this.latestVersion, changes });
    if (this.steps.length > 2 * KEPT_STEPS) this.steps = this.steps.slice(-KEPT_STEPS);
  }

  private build(bucket: number): Ladder {
    const path = this.market.priceTicks(floor((bucket * BOOK_STEP_MS) / 1000));
    const ask = new Map<number, BookLevel>();
    const bid = new Map<number, BookLevel>();
    for (let ticks = path + 1; ticks <= path + BOOK_LEVELS; ticks += 1) ask.set(ticks, this.level(ticks, bucket));
    for (let ticks = max(1, path - 1); ticks >= max(1, path - BOOK_LEVELS); ticks -= 1) bid.set(ticks, this.level(ticks, bucket));
    return { ask, bid };
  }

  /** Each price changes in its own rhythm, every 1 to 5 seconds. */
  private level(ticks: number, bucket: number): BookLevel {
    const period = 5 + floor(this.noise.fraction(ticks, 0) * 20);
    const phase = floor(this.noise.fraction(ticks, 1) * period);
    const epoch = floor((bucket + phase) / period);
    const size = this.noise.fraction(epoch, 2 * ticks);
    const lots = 1 + floor(3 * this.mean * size * size);
    return { ticks, lots, orders: 1 + floor(this.noise.fraction(epoch, 2 * ticks + 1) * min(lots, 9)) };
  }
}
