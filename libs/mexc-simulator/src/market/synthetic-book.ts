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
 * The orders of everybody else, around the path: asks from the tick above it, bids from the tick below. What stands at a price is a
 * function of (seed, symbol, price, time) and nothing else; time is counted in steps of {@link BOOK_STEP_MS}.
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

  /** Best first. */
  levels(side: BookSide, step: number): readonly BackgroundLevel[] {
    const path = this.market.priceTicks(floor((step * BOOK_STEP_MS) / 1000));
    const away = side === 'ask' ? 1 : -1;
    const best = max(1, path + away);
    const count = side === 'ask' ? BOOK_LEVELS : min(BOOK_LEVELS, best);
    return Array.from({ length: count }, (_, index) => this.level(best + away * index, step));
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
