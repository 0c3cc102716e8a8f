import type { DecimalText } from '@prate/execution-interface/decimal';
import type { OrderReasonWord, OrderTypeWord, PositionModeWord } from '@prate/mexc-protocol';
import { facedSide, offersWithin, quote, reachTicks, yieldsToOwn } from './book-reach';
import type { Listing } from './listing';
import { type SimulatedOrder, remainingVol } from './order';
import type { Offer } from './order-book-side';
import type { Execution, OrderLifecycle } from './order-lifecycle';

/** Why what is left of an order that does not rest is cancelled (reference 6.3). */
const leftoverReasons: Partial<Record<OrderTypeWord, OrderReasonWord>> = { ioc: 'ioc-cancel', fok: 'fok-cancel', market: 'market-cancel' };

/** Meets arriving orders with the book, and the market's trades with resting orders. */
export class Matching {
  constructor(private readonly lifecycle: OrderLifecycle) {}

  /**
   * Lets a new order take what it meets, best price first. What is left rests or ends, by its type. All fills of an arrival are booked,
   * then told at once: the order, its deals, positions and the asset; then the same of the account's own orders that it met.
   *
   * @returns whether the order stands without a fill; then nothing of it was told
   */
  arrive(order: SimulatedOrder, listing: Listing, positionMode: PositionModeWord, atMs: number): boolean {
    const { book, lots } = listing;
    const reach = reachTicks(order, listing);
    const meets = offersWithin(order, book, reach).next().done !== true;
    if (order.type === 'post-only' && meets) return this.end(order, 'post-only-cancel', atMs);
    if (order.type === 'fok' && lots.toText(quote(order, listing).lots) !== order.vol) return this.end(order, 'fok-cancel', atMs);
    const execution = this.lifecycle.begin(order, listing, positionMode);
    const { makers, stopped } = this.sweep(execution, reach, atMs);
    const reason = stopped ?? leftoverReasons[order.type];
    const isUntouched = execution.parts.length === 0 && execution.ended === undefined;
    if (isUntouched && reason !== undefined) return this.end(order, reason, atMs);
    if (!isUntouched) this.lifecycle.conclude(execution, atMs, reason);
    if (order.state === 'working') rest(order, execution);
    if (isUntouched) return true;
    for (const each of [execution, ...makers]) this.lifecycle.tellFills(each);
    return false;
  }

  /** What the trades of a second give to the resting orders of a contract, as makers, each at its limit. */
  matchSecond(listing: Listing, positionMode: PositionModeWord, second: number): void {
    const { book, market, lots } = listing;
    if (!book.hasResting) return;
    const prints = market.prints?.(second) ?? [{ ticks: market.priceTicks(second), lots: market.tradedLots(second) }];
    if (!prints.some(({ ticks }) => book.isTouched(ticks))) return;
    book.advance(second * 1000);
    for (const print of prints) {
      for (const fill of book.tradedThrough(print.ticks, print.lots)) {
        const { order } = fill;
        // An earlier fill of this second may have ended it.
        if (order.state !== 'working') continue;
        const terms = { vol: lots.toText(fill.lots), price: order.price, role: 'maker', atMs: second * 1000 } as const;
        this.lifecycle.fill(order, listing, positionMode, terms);
      }
    }
  }

  private end(order: SimulatedOrder, reason: OrderReasonWord, atMs: number): false {
    this.lifecycle.end(order, reason, atMs);
    return false;
  }

  /** Takes offer after offer; the book is asked anew each time, as what a fill leads to may change it. */
  private sweep(execution: Execution, reach: number, atMs: number): { makers: readonly Execution[]; stopped?: OrderReasonWord } {
    const { order, listing } = execution;
    const makers: Execution[] = [];
    while (execution.ended === undefined && wantedLots(order, listing) > 0) {
      const offer = offersWithin(order, listing.book, reach).next().value;
      if (offer === undefined) break;
      if (offer.resting === undefined) {
        const taken = this.take(execution, offer, { isSelf: false, atMs });
        listing.book.take(facedSide(order), offer.ticks, listing.lots.toSteps(taken));
      } else if (order.stpMode === undefined || order.stpMode === 'none') {
        const vol = this.take(execution, offer, { isSelf: true, atMs });
        makers.push(this.give(execution, offer.resting.order, { vol, atMs }));
      } else {
        if (order.stpMode !== 'cancel-taker') this.lifecycle.end(offer.resting.order, 'system-cancel', atMs);
        if (yieldsToOwn(order)) return { makers, stopped: 'system-cancel' };
      }
    }
    return { makers };
  }

  /** Books the taker's side of one trade, at the price that stood; answers how much of it could be booked. */
  private take(execution: Execution, { ticks, lots }: Offer, how: { readonly isSelf: boolean; readonly atMs: number }): DecimalText {
    const { order, listing } = execution;
    const vol = listing.lots.toText(Math.min(lots, wantedLots(order, listing)));
    return this.lifecycle.book(execution, { vol, price: listing.prices.toText(ticks), role: 'taker', ...how });
  }

  /**
   * Books the resting side of a trade of the account with itself. An order whose position or balance no longer carries it ends here; the
   * taker keeps what it took, as if others had stood there.
   */
  private give(taker: Execution, order: SimulatedOrder, { vol, atMs }: { readonly vol: DecimalText; readonly atMs: number }): Execution {
    const execution = this.lifecycle.begin(order, taker.listing, taker.positionMode);
    this.lifecycle.book(execution, { vol, price: order.price, role: 'maker', isSelf: true, atMs });
    this.lifecycle.conclude(execution, atMs);
    return execution;
  }
}

function wantedLots(order: SimulatedOrder, { lots }: Listing): number {
  return lots.toSteps(remainingVol(order));
}

/** What is left of a market-to-limit order stands at the price of its last fill, or of the last trade when there was none. */
function rest(order: SimulatedOrder, { parts, listing }: Execution): void {
  if (order.type === 'market-to-limit') {
    const price = parts.at(-1)?.deal.price ?? listing.lastPrice(Math.floor(order.createdAtMs / 1000));
    order.price = price;
    order.priceTicks = listing.prices.toSteps(price);
  }
  listing.book.rest(order);
}
