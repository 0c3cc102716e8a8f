import type { DecimalText } from '@prate/execution-interface/decimal';
import type { BookSide } from '../market/synthetic-book';
import type { Listing } from './listing';
import { averagePrice } from './margin';
import { type SimulatedOrder, remainingVol } from './order';
import type { Offer } from './order-book-side';
import { sideMeanings } from './sides';

/** Of a published contract (reference 4.2); used where a contract names none. */
export const USUAL_MARKET_LEVELS = 20;

/** What an order would take from the book as it stands. */
export interface Quote {
  readonly lots: number;
  /** '0' when it would take nothing. */
  readonly averagePrice: DecimalText;
}

/** Whether an order takes at any price, up to the contract's number of levels and the price guard (reference 9.4). */
export function sweepsAtMarket({ type }: Pick<SimulatedOrder, 'type'>): boolean {
  return type === 'market' || type === 'market-to-limit';
}

/** Whether an order gives way, with what is left of it, when it meets one of the account's own. */
export function yieldsToOwn({ stpMode }: SimulatedOrder): boolean {
  return stpMode === 'cancel-both' || stpMode === 'cancel-taker';
}

/** The side of the book that an order takes from. */
export function facedSide({ side }: Pick<SimulatedOrder, 'side'>): BookSide {
  return sideMeanings[side].direction === 'buy' ? 'ask' : 'bid';
}

/** Ticks of the worst price an order takes: its limit, or for one at market the last of its levels within the price guard. */
export function reachTicks(order: SimulatedOrder, { book, contract, lots: grid }: Listing): number {
  if (!sweepsAtMarket(order)) return order.priceTicks;
  const most = contract.marketOrderMaxLevel ?? USUAL_MARKET_LEVELS;
  let wanted = grid.toSteps(remainingVol(order));
  let reach = order.priceTicks;
  let levels = 0;
  for (const { ticks, lots, resting } of offersWithin(order, book, order.priceTicks)) {
    if (wanted <= 0 || (ticks !== reach && levels === most)) break;
    if (ticks !== reach || levels === 0) levels += 1;
    reach = ticks;
    // Whether the account's own are taken is for the self-trade mode.
    if (resting === undefined) wanted -= lots;
  }
  return reach;
}

/** What an order meets up to a price, in order; to be asked anew after every change of the book. */
export function* offersWithin(order: SimulatedOrder, book: Listing['book'], reach: number): Generator<Offer, undefined> {
  const side = facedSide(order);
  for (const offer of book.offers(side)) {
    if (side === 'ask' ? offer.ticks > reach : offer.ticks < reach) return undefined;
    yield offer;
  }
  return undefined;
}

/** What an order would take right now. */
export function quote(order: SimulatedOrder, listing: Listing): Quote {
  const { book, lots: grid, prices, contract } = listing;
  const wanted = grid.toSteps(remainingVol(order));
  const met: { lots: number; ticks: number }[] = [];
  let left = wanted;
  for (const offer of offersWithin(order, book, reachTicks(order, listing))) {
    if (left === 0 || (offer.resting !== undefined && yieldsToOwn(order))) break;
    if (offer.resting !== undefined && order.stpMode === 'cancel-maker') continue;
    const lots = Math.min(offer.lots, left);
    met.push({ lots, ticks: offer.ticks });
    left -= lots;
  }
  const [first, ...rest] = met.map(({ lots, ticks }) => ({ vol: grid.toText(lots), price: prices.toText(ticks), lots }));
  if (first === undefined) return { lots: 0, averagePrice: '0' };
  const total = rest.reduce((sum, { vol, price, lots }) => {
    const both = sum.lots + lots;
    return { lots: both, vol: grid.toText(both), price: averagePrice(contract, sum, { vol, price }) };
  }, first);
  return { lots: wanted - left, averagePrice: total.price };
}
