import type { BookSide } from '../market/synthetic-book';
import type { Exchange } from './exchange';
import type { SimulatedOrder } from './order';
import type { OrderBook } from './order-book';
import { Refusal } from './refusal';
import { sideMeanings } from './sides';

/**
 * Moves a working limit order to one tick from the best price, once (reference 5.8, 9.15): one tick better than the best of its own side,
 * and never across the other one. It goes the way of an amendment: another id, the same externalOid. What the amendment meets is told as
 * a failed chase, not refused.
 *
 * @returns the order that stands from now on; `undefined` when the chase failed
 * @throws {Refusal} 2040 unknown, 2041 final, 2029 no limit order
 */
export function chaseLimitOrder(exchange: Exchange, order: SimulatedOrder | undefined): SimulatedOrder | undefined {
  if (order === undefined) throw new Refusal(2040, 'order not exist');
  if (order.state !== 'working') throw new Refusal(2041, `order state: found ${order.state}, expected working`);
  if (order.type !== 'limit' && order.type !== 'post-only') {
    throw new Refusal(2029, `order type: found ${order.type}, expected a limit order`);
  }
  const ticks = chasedTicks(exchange, order);
  if (ticks === order.priceTicks) return order;
  try {
    if (ticks === undefined) throw new Refusal(2007, `book of ${order.symbol}: found nobody in it to chase`);
    return exchange.amendOrder(order, { price: exchange.listing(order.symbol).prices.toText(ticks), vol: order.vol });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    exchange.tell({ kind: 'chase-failed', symbol: order.symbol, code: error.code });
    return undefined;
  }
}

/** Measured by everybody but the order itself; `undefined` when it is alone. */
function chasedTicks(exchange: Exchange, order: SimulatedOrder): number | undefined {
  const { book } = exchange.listing(order.symbol);
  book.advance(exchange.nowMs);
  const [own, toward] = sideMeanings[order.side].direction === 'buy' ? (['bid', 1] as const) : (['ask', -1] as const);
  const best = bestOfOthers(book, own, order);
  const opposite = bestOfOthers(book, own === 'bid' ? 'ask' : 'bid', order);
  const candidates = [...(best === undefined ? [] : [best + toward]), ...(opposite === undefined ? [] : [opposite - toward])];
  if (candidates.length === 0) return undefined;
  return own === 'bid' ? Math.min(...candidates) : Math.max(...candidates);
}

function bestOfOthers(book: OrderBook, side: BookSide, order: SimulatedOrder): number | undefined {
  for (const { ticks, resting } of book.offers(side)) if (resting?.order !== order) return ticks;
  return undefined;
}
