import type { OrderBook, OrderBookQuery, StopWatching } from '@prate/execution-interface';
import { type MarketContext, requireWhole } from '../market-context';
import { LEVELS, MOST_LEVELS } from '../questions/get-order-book';
import type { Begin } from './begin-watch';

/** @throws {MarketQueryError} for levels other than 1 to 1,000; {UnknownSymbolError} */
export async function watchOrderBook(
  { catalog, books }: MarketContext,
  { symbol, levels = LEVELS }: OrderBookQuery,
  begin: Begin<OrderBook>,
): Promise<StopWatching> {
  requireWhole(levels, { operation: 'watchOrderBook', symbol, parameter: 'levels', most: MOST_LEVELS });
  await catalog.getInstrument(symbol);
  return begin((handlers) => books.watch({ symbol, levels }, handlers));
}
