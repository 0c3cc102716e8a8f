import { type DecimalText, compare, minimum, subtract } from '@prate/execution-interface/decimal';
import type { Listing } from './listing';
import { type SimulatedOrder, remainingVol } from './order';
import { sideMeanings } from './sides';

/** Whether an order would take from the book at this price instead of resting. */
export function crosses(order: SimulatedOrder, takerPrice: DecimalText): boolean {
  if (order.type === 'market') return true;
  return sideMeanings[order.side].direction === 'buy' ? compare(order.price, takerPrice) >= 0 : compare(order.price, takerPrice) <= 0;
}

export interface RestingFill {
  readonly order: SimulatedOrder;
  readonly vol: DecimalText;
}

/**
 * What the trades of one second fill of the resting orders of a contract: those whose limit the price touches, best limit first, then
 * first come, together at most the contracts traded in that second. Each fills at its own limit.
 */
export function restingFills(listing: Listing, resting: readonly SimulatedOrder[], second: number): readonly RestingFill[] {
  const lots = listing.market.tradedLots(second);
  if (lots === 0) return [];
  const ticks = listing.market.priceTicks(second);
  const reach = (order: SimulatedOrder): number => {
    const beyond = order.priceTicks - ticks;
    return sideMeanings[order.side].direction === 'buy' ? beyond : -beyond;
  };
  const touched = resting.map((order, rank) => ({ order, rank, beyond: reach(order) })).filter(({ beyond }) => beyond >= 0);
  if (touched.length === 0) return [];
  touched.sort((one, other) => other.beyond - one.beyond || one.rank - other.rank);
  let left = listing.lots.toText(lots);
  const fills: RestingFill[] = [];
  for (const { order } of touched) {
    if (compare(left, 0) === 0) break;
    const vol = minimum(remainingVol(order), left);
    left = subtract(left, vol);
    fills.push({ order, vol });
  }
  return fills;
}
