import { type OrderBook, type OrderBookLevel, decimal } from '@prate/execution-interface';
import { compare, isPositive } from '@prate/execution-interface/decimal';
import type { WireDepth, WireDepthRow } from '@prate/mexc-protocol';
import { CrossedBookError } from '../errors';

/**
 * `contract/depth` (reference 4.3), cut to so many levels a side.
 *
 * @throws {CrossedBookError} when the best bid is not below the best ask: nobody could rely on such a book
 */
export function orderBookFromWire(
  depth: WireDepth,
  { symbol, levels, receivedAtMs }: { symbol: string; levels: number; receivedAtMs: number },
): OrderBook {
  const bids = sideOf(depth.bids, (one, other) => compare(other.price, one.price)).slice(0, levels);
  const asks = sideOf(depth.asks, (one, other) => compare(one.price, other.price)).slice(0, levels);
  const [bid] = bids;
  const [ask] = asks;
  if (bid !== undefined && ask !== undefined && compare(bid.price, ask.price) >= 0)
    throw new CrossedBookError(symbol, bid.price, ask.price);
  return { symbol, bids, asks, version: depth.version, atMs: depth.timestamp ?? receivedAtMs };
}

function sideOf(rows: readonly WireDepthRow[], bestFirst: (one: OrderBookLevel, other: OrderBookLevel) => number): OrderBookLevel[] {
  const byPrice = new Map<string, OrderBookLevel>();
  for (const [price, vol] of rows) {
    const level = { price: decimal(price), contracts: decimal(vol) };
    if (isPositive(level.contracts)) byPrice.set(level.price, level);
  }
  return [...byPrice.values()].sort(bestFirst);
}
