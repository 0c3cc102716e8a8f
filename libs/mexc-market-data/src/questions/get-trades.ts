import type { MarketTrade, MarketTradeQuery } from '@prate/execution-interface';
import { tradesFromWire } from '../from-wire/trades-from-wire';
import { type MarketContext, requireWhole } from '../market-context';

const MOST_TRADES = 100;

/** The latest trades, oldest first; by call the venue gives them no id. @throws {MarketQueryError | UnknownSymbolError} */
export async function getTrades(
  { catalog, rest }: MarketContext,
  { symbol, limit = MOST_TRADES }: MarketTradeQuery,
): Promise<readonly MarketTrade[]> {
  requireWhole(limit, { operation: 'getTrades', symbol, parameter: 'limit', most: MOST_TRADES });
  await catalog.getInstrument(symbol);
  const deals = await rest.public.getDeals({ symbol, limit });
  return tradesFromWire(deals, symbol).slice(-limit);
}
