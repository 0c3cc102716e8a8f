import type { Ticker } from '@prate/execution-interface';
import { TickerMissingError } from '../errors';
import { tickerFromWire } from '../from-wire/ticker-from-wire';
import type { MarketContext } from '../market-context';

/** @throws {UnknownSymbolError | TickerMissingError} */
export async function getTicker({ catalog, rest }: MarketContext, symbol: string): Promise<Ticker> {
  await catalog.getInstrument(symbol);
  const tickers = await rest.public.getTicker({ symbol });
  const own = tickers.find((ticker) => ticker.symbol === symbol);
  if (own === undefined) {
    throw new TickerMissingError(
      symbol,
      tickers.map((ticker) => ticker.symbol),
    );
  }
  return tickerFromWire(own);
}
