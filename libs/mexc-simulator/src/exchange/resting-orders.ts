import type { SimulatedOrder } from './order';

/** An order of the account where it stands in the book. */
export interface RestingOrder {
  readonly order: SimulatedOrder;
  /** What it still wants. */
  lots: number;
  /** Lots of others at its price that came before it and are still to be traded. */
  ahead: number;
}

/** The account's orders at one price, first come first. */
interface RestingLevel {
  readonly orders: Map<string, RestingOrder>;
  lots: number;
}

/**
 * The account's resting orders of one side, by price, then time. A price is a rank here: ticks for asks, minus ticks for bids, so that the
 * best one is the smallest on both sides.
 */
export class RestingOrders {
  private readonly levels = new Map<number, RestingLevel>();
  /** Ranks that have a level, ascending. */
  private readonly ranks: number[] = [];

  get isEmpty(): boolean {
    return this.ranks.length === 0;
  }

  /** Infinity when nothing rests. */
  get bestRank(): number {
    return this.ranks[0] ?? Number.POSITIVE_INFINITY;
  }

  /** The rank at this place of the line, best first; Infinity behind the last. */
  rankAt(index: number): number {
    return this.ranks[index] ?? Number.POSITIVE_INFINITY;
  }

  lotsAt(rank: number): number {
    return this.levels.get(rank)?.lots ?? 0;
  }

  countAt(rank: number): number {
    return this.levels.get(rank)?.orders.size ?? 0;
  }

  /** First come first. */
  ordersAt(rank: number): Iterable<RestingOrder> {
    return this.levels.get(rank)?.orders.values() ?? [];
  }

  get(rank: number, orderId: string): RestingOrder | undefined {
    return this.levels.get(rank)?.orders.get(orderId);
  }

  /** At the end of its price's line. */
  add(rank: number, resting: RestingOrder): void {
    let level = this.levels.get(rank);
    if (level === undefined) {
      level = { orders: new Map(), lots: 0 };
      this.levels.set(rank, level);
      this.ranks.splice(this.placeOf(rank), 0, rank);
    }
    level.orders.set(resting.order.orderId, resting);
    level.lots += resting.lots;
  }

  /** It wants this much now; 0: it leaves. */
  resize(rank: number, resting: RestingOrder, lots: number): void {
    const level = this.levels.get(rank) as RestingLevel;
    level.lots += lots - resting.lots;
    resting.lots = lots;
    if (lots > 0) return;
    level.orders.delete(resting.order.orderId);
    if (level.orders.size > 0) return;
    this.levels.delete(rank);
    this.ranks.splice(this.placeOf(rank), 1);
  }

  /** Where a rank stands in line, or would stand. */
  private placeOf(rank: number): number {
    let low = 0;
    let high = this.ranks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ranks[middle] as number) < rank) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
