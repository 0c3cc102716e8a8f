import { compare, isPositive } from '@prate/execution-interface/decimal';
import { sweepsAtMarket } from './book-reach';
import type { Listing } from './listing';
import { type OrderRequest, onlyCloses } from './order';
import { Refusal } from './refusal';
import { sideMeanings } from './sides';

const LONGEST_EXTERNAL_OID = 32;

/** What the contract itself demands of an order, whoever sends it (reference 7, 9.1 to 9.3). @throws {Refusal} */
export function checkContractRules(listing: Listing, request: OrderRequest, second: number): void {
  checkTradable(listing, second);
  if (!onlyCloses(request) && listing.market.phase?.(second) === 'stale') {
    throw new Refusal(1002, `Contract not allow place order! (${request.symbol}: its price is stale, only orders that close are taken)`);
  }
  if (request.externalOid.length > LONGEST_EXTERNAL_OID) {
    throw new Refusal(2030, `externalOid: found ${request.externalOid.length} characters, expected at most ${LONGEST_EXTERNAL_OID}`);
  }
  checkVol(listing, request);
  if (!sweepsAtMarket(request)) checkPrice(listing, request, second);
  if (!onlyCloses(request)) checkLeverage(listing, request.leverage);
}

/** @throws {Refusal} 1002, also while a market that is fed has no price yet */
export function checkTradable({ contract, market }: Listing, second = Number.POSITIVE_INFINITY): void {
  const { symbol, state, apiAllowed } = contract;
  if (market.phase?.(second) === 'waiting') throw new Refusal(1002, `Contract not allow place order! (${symbol}: no price yet)`);
  if (state !== 0 || !apiAllowed) throw new Refusal(1002, `Contract not allow place order! (${symbol})`);
}

/** @throws {Refusal} 2006 when it is missing or outside the contract's bounds */
export function checkLeverage({ contract }: Listing, leverage: number | undefined): asserts leverage is number {
  const { minLeverage, maxLeverage, symbol } = contract;
  if (leverage === undefined || leverage < minLeverage || leverage > maxLeverage) {
    throw new Refusal(2006, `leverage of ${symbol}: found ${leverage ?? 'none'}, expected ${minLeverage} to ${maxLeverage}`);
  }
}

/** @throws {Refusal} 2011, 2028 */
export function checkVol({ contract, lots }: Listing, { vol, type }: Pick<OrderRequest, 'vol' | 'type'>): void {
  const { symbol, minVol, volUnit } = contract;
  const steps = lots.toSteps(vol);
  if (steps <= 0 || steps < lots.toSteps(minVol)) throw new Refusal(2011, `vol of ${symbol}: found ${vol}, expected at least ${minVol}`);
  if (!lots.holds(vol)) throw new Refusal(2011, `vol of ${symbol}: found ${vol}, expected a multiple of ${volUnit} contracts`);
  const most = sweepsAtMarket({ type }) ? contract.maxVol : contract.limitMaxVol;
  if (steps > lots.toSteps(most)) throw new Refusal(2028, `vol of ${symbol}: found ${vol}, expected at most ${most}`);
}

function checkPrice(listing: Listing, { price, side }: OrderRequest, second: number): void {
  const { symbol, priceUnit } = listing.contract;
  if (price === undefined || !isPositive(price))
    throw new Refusal(2007, `price of ${symbol}: found ${price ?? 'none'}, expected more than 0`);
  if (!listing.prices.holds(price)) throw new Refusal(2015, `price of ${symbol}: found ${price}, expected a multiple of ${priceUnit}`);
  const { maxBidPrice, minAskPrice } = listing.priceBand(second);
  if (sideMeanings[side].direction === 'buy') {
    if (compare(price, maxBidPrice) > 0) throw new Refusal(2003, `buy price of ${symbol}: found ${price}, expected at most ${maxBidPrice}`);
  } else if (compare(price, minAskPrice) < 0) {
    throw new Refusal(2004, `sell price of ${symbol}: found ${price}, expected at least ${minAskPrice}`);
  }
}
