import { type DecimalText, add, compare, minimum, maximum, subtract } from '@prate/execution-interface/decimal';
import type { Exchange } from './exchange';
import type { SimulatedOrder } from './order';
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
  const price = chasedPrice(exchange, order);
  if (compare(price, order.price) === 0) return order;
  try {
    return exchange.amendOrder(order, { price, vol: order.vol });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    exchange.tell({ kind: 'chase-failed', symbol: order.symbol, code: error.code });
    return undefined;
  }
}

function chasedPrice(exchange: Exchange, { symbol, side }: SimulatedOrder): DecimalText {
  const listing = exchange.listing(symbol);
  const { priceUnit } = listing.contract;
  const bid = listing.takerPrice('sell', exchange.nowSecond);
  const ask = listing.takerPrice('buy', exchange.nowSecond);
  return sideMeanings[side].direction === 'buy'
    ? minimum(add(bid, priceUnit), subtract(ask, priceUnit))
    : maximum(subtract(ask, priceUnit), add(bid, priceUnit));
}
