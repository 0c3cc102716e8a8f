import { isInverse } from '../simulated-contract';
import type { Exchange } from './exchange';
import type { Listing } from './listing';
import { Refusal } from './refusal';

/** The contract under whose symbol an index is quoted: never an inverse one (reference 4.5, 8.4). @throws {Refusal} */
export function indexListing(exchange: Exchange, symbol: string): Listing {
  const listing = exchange.listing(symbol);
  const { baseCoin } = listing.contract;
  if (isInverse(listing.contract)) throw new Refusal(600, `Contract [${symbol}] has no index of its own, it is quoted as ${baseCoin}_USDT`);
  return listing;
}
