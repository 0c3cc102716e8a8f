import type { OrderBook, OrderBookQuery } from '@prate/execution-interface';
import { orderBookFromWire } from '../from-wire/order-book-from-wire';
import { type MarketContext, requireWhole } from '../market-context';

/** Levels of each side, by call and by stream, where a query names none, and at most. */
export const LEVELS = 20;
export const MOST_LEVELS = 1_000;

/** @throws {MarketQueryError} for levels other than 1 to 1,000; {UnknownSymbolError}; {CrossedBookError} */
export async function getOrderBook(
  { catalog, rest, clock }: MarketContext,
  { symbol, levels = LEVELS }: OrderBookQuery,
): Promise<OrderBook> {
  requireWhole(levels, { operation: 'getOrderBook', symbol, parameter: 'levels', most: MOST_LEVELS });
  await catalog.getInstrument(symbol);
  const depth = await rest.public.getDepth({ symbol, limit: levels });
  return orderBookFromWire(depth, { symbol, levels, receivedAtMs: clock.nowMs() });
}
