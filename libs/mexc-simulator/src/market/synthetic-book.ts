import { toNumber } from '@prate/execution-interface/decimal';
import type { SimulatedContract } from '../simulated-contract';
import type { Market } from './market';
import { SeededNoise } from './seeded-noise';
import { meanLots } from './trade-tape';

const { floor, max, min } = Math;

/** One step of the book: 200 ms, the venue's cadence (reference 8.3). */
export const BOOK_STEP_MS = 200;
/** Prices on each side, one tick apart. */
export const BOOK_LEVELS = 50;
/** Contracts at a price are at least half of this, so that a small market order fills at one price. */
const FEWEST_CONTRACTS = 600;

export type BookSide = 'ask' | 'bid';

/** What stands at a price. */
export interface BookLevel {
  readonly ticks: number;
  readonly lots: number;
  readonly orders: number;
}

/** A level of the background; it stays as it is for one epoch. */
export interface BackgroundLevel extends BookLevel {
  readonly epoch: number;
}

/**
 * The orders of everybody else, around the path: asks from the tick above it, bids from the tick below, and never at or beyond a price
 * that somebody else `holds` on the other side. What stands at a price is a function of (seed, symbol, price, time) and nothing else; time
 * is counted in steps of {@link BOOK_STEP_MS}.
 */
export class SyntheticBook {
  private readonly noise: SeededNoise;
  private readonly mean: number;

  constructor(
    contract: SimulatedContract,
    private readonly market: Market,
    seed: number,
  ) {
    this.noise = new SeededNoise(seed, `${contract.symbol} book`);
    this.mean = max(meanLots(contract), FEWEST_CONTRACTS / toNumber(contract.volUnit));
  }

  /**
   * Best first, all of them behind the price that is `held` on the other side. Nobody stands where there is no price yet; a market that
   * knows its book says what stands.
   */
  levels(side: BookSide, step: number, held?: number): readonly BackgroundLevel[] {
    const second = floor((step * BOOK_STEP_MS) / 1000);
    if (this.market.phase?.(second) === 'waiting') return [];
    const away = side === 'ask' ? 1 : -1;
    const known = this.market.book?.(side, step);
    if (known !== undefined) return held === undefined ? known : known.filter(({ ticks }) => away * (ticks - held) > 0);
    const free = this.freeTicks(side, second);
    const best = held === undefined || away * (free - held) > 0 ? free : held + away;
    const count = side === 'ask' ? BOOK_LEVELS : min(BOOK_LEVELS, best);
    return Array.from({ length: count }, (_, index) => this.level(best + away * index, step));
  }

  /** Whether a price that is held on the other side keeps anybody from where he would stand. */
  isHeldBack(side: BookSide, step: number, held: number): boolean {
    const best = this.market.book?.(side, step)?.[0]?.ticks ?? this.freeTicks(side, floor((step * BOOK_STEP_MS) / 1000));
    return side === 'ask' ? best <= held : best >= held;
  }

  private freeTicks(side: BookSide, second: number): number {
    return max(1, this.market.priceTicks(second) + (side === 'ask' ? 1 : -1));
  }

  /** Each price changes in its own rhythm, every 1 to 5 seconds. */
  private level(ticks: number, step: number): BackgroundLevel {
    const period = 5 + floor(this.noise.fraction(ticks, 0) * 20);
    const phase = floor(this.noise.fraction(ticks, 1) * period);
    const epoch = floor((step + phase) / period);
    const size = this.noise.fraction(epoch, 2 * ticks);
    const lots = max(1, floor(this.mean * (0.5 + 1.5 * size * size)));
    return { ticks, lots, orders: 1 + floor(this.noise.fraction(epoch, 2 * ticks + 1) * min(lots, 9)), epoch };
  }
}
