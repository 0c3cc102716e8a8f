import type { BackgroundLevel, BookLevel, BookSide } from '../market/synthetic-book';
import type { SimulatedOrder } from './order';
import { type RestingOrder, RestingOrders } from './resting-orders';

/** The first thing a taker meets at a price: lots of others, or one order of the account. */
export interface Offer {
  readonly ticks: number;
  readonly lots: number;
  /** Absent: others. */
  readonly resting?: RestingOrder;
}

/** What a trade of the market gives to a resting order. */
export interface RestingFill {
  readonly order: SimulatedOrder;
  readonly lots: number;
}

/** What takers of the account have taken from a price of the background, until that price changes of itself. */
interface Taken {
  readonly epoch: number;
  readonly lots: number;
}

/** Prices whose taken lots are remembered; far more than change within the longest epoch. */
const REMEMBERED_TAKEN = 2_000;

/**
 * One side of a book: the background's levels, and the account's orders between them. A price is a rank in here: ticks for asks, minus
 * ticks for bids, so that the best one is the smallest.
 */
export class OrderBookSide {
  readonly resting = new RestingOrders();
  private readonly sign: 1 | -1;
  private background: readonly BackgroundLevel[] = [];
  private byRank: ReadonlyMap<number, BackgroundLevel> = new Map();
  private readonly taken = new Map<number, Taken>();

  constructor(side: BookSide) {
    this.sign = side === 'ask' ? 1 : -1;
  }

  rankOf(ticks: number): number {
    return this.sign * ticks;
  }

  /** Best price of the account; `undefined` when nothing rests. */
  get restingTicks(): number | undefined {
    return this.resting.isEmpty ? undefined : this.sign * this.resting.bestRank;
  }

  /** Prices of the background, best first; what stands at them is for {@link levelAt}. */
  backgroundTicks(): readonly number[] {
    return this.background.map(({ ticks }) => ticks);
  }

  /** Others at other prices, best first. What was taken from a price stays taken as long as its epoch lasts. */
  replaceBackground(levels: readonly BackgroundLevel[]): void {
    this.background = levels;
    this.byRank = new Map(levels.map((level) => [this.rankOf(level.ticks), level]));
  }

  /** Everything that stands at a price. */
  levelAt(ticks: number): BookLevel {
    const rank = this.rankOf(ticks);
    const others = this.othersAt(rank);
    const orders = others === 0 ? 0 : Math.min(others, this.byRank.get(rank)?.orders ?? 0);
    return { ticks, lots: others + this.resting.lotsAt(rank), orders: orders + this.resting.countAt(rank) };
  }

  /** Lots of others at a price. */
  othersAt(rank: number): number {
    const level = this.byRank.get(rank);
    if (level === undefined) return 0;
    const taken = this.taken.get(rank);
    return taken?.epoch === level.epoch ? level.lots - taken.lots : level.lots;
  }

  /** What a taker meets, best price first and at a price first come first; to be asked anew after every change. */
  *offers(): Generator<Offer, undefined> {
    let line = 0;
    let next = 0;
    for (;;) {
      const own = this.resting.rankAt(line);
      const level = this.background[next];
      const others = level === undefined ? Number.POSITIVE_INFINITY : this.rankOf(level.ticks);
      const rank = Math.min(own, others);
      if (rank === Number.POSITIVE_INFINITY) return undefined;
      yield* this.offersAt(rank);
      if (rank === own) line += 1;
      if (rank === others) next += 1;
    }
  }

  /** A taker has taken these lots from others at a price: who stood behind them moves up. */
  take(ticks: number, lots: number): void {
    const rank = this.rankOf(ticks);
    const level = this.byRank.get(rank) as BackgroundLevel;
    const taken = level.lots - this.othersAt(rank) + lots;
    this.taken.delete(rank);
    this.taken.set(rank, { epoch: level.epoch, lots: taken });
    if (this.taken.size > REMEMBERED_TAKEN) this.taken.delete(this.taken.keys().next().value as number);
    for (const resting of this.resting.ordersAt(rank)) resting.ahead = Math.max(0, resting.ahead - lots);
  }

  /**
   * What trades of this size at this price do to the account's orders: best price first, then first come, and all of them together get no
   * more than was traded. Each fills at its own limit.
   *
   * Trades at an order's limit go to what stood there before it, then to the order. A price beyond its limit means that the market passed
   * it, which it cannot do before everything there is traded or withdrawn: nobody is ahead of it any more, and it gets what was traded.
   */
  tradedThrough(ticks: number, lots: number): readonly RestingFill[] {
    const price = this.rankOf(ticks);
    const fills: RestingFill[] = [];
    let left = lots;
    for (let line = 0; this.resting.rankAt(line) <= price; line += 1) {
      const rank = this.resting.rankAt(line);
      const isPassed = rank < price;
      let others = 0;
      for (const resting of this.resting.ordersAt(rank)) {
        if (isPassed) resting.ahead = 0;
        const ahead = Math.min(left, Math.max(0, resting.ahead - others));
        others += ahead;
        left -= ahead;
        const filled = resting.ahead > others ? 0 : Math.min(left, resting.lots);
        left -= filled;
        if (filled > 0) fills.push({ order: resting.order, lots: filled });
      }
      for (const resting of this.resting.ordersAt(rank)) resting.ahead = Math.max(0, resting.ahead - others);
    }
    return fills;
  }

  private *offersAt(rank: number): Generator<Offer, undefined> {
    const ticks = this.sign * rank;
    const others = this.othersAt(rank);
    let met = 0;
    for (const resting of this.resting.ordersAt(rank)) {
      // No more can be ahead of an order than stands there now.
      const ahead = Math.max(0, Math.min(resting.ahead, others) - met);
      if (ahead > 0) yield { ticks, lots: ahead };
      met += ahead;
      yield { ticks, lots: resting.lots, resting };
    }
    if (others > met) yield { ticks, lots: others - met };
    return undefined;
  }
}
