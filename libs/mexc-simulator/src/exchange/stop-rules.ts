import { type DecimalText, compare, isPositive } from '@prate/execution-interface/decimal';
import { checkStopPrices } from './attached-stops';
import { checkVol } from './contract-rules';
import type { Listing } from './listing';
import type { SimulatedPosition } from './positions';
import { Refusal } from './refusal';
import type { StopLeg, StopTerms } from './stop-order';

/**
 * What a position demands of a new take-profit / stop-loss order (reference 5.11).
 *
 * @throws {Refusal} 5001 no price, 5003 on the wrong side, 5004 more than can be closed, 2007, 2011, 2015, 2028
 */
export function checkStopTerms(
  listing: Listing,
  position: SimulatedPosition,
  terms: StopTerms,
  { second, closable }: { readonly second: number; readonly closable: DecimalText },
): void {
  const { takeProfit, stopLoss } = terms;
  if (takeProfit === undefined && stopLoss === undefined) throw new Refusal(5001, 'takeProfitPrice, stopLossPrice: found neither');
  checkStopPrices(listing, position.side, terms, (trend) => listing.watchedPrice(trend, second));
  checkSize(listing, terms.vol, closable);
  for (const leg of [takeProfit, stopLoss]) {
    if (leg === undefined) continue;
    checkSize(listing, leg.vol, closable);
    checkOrderPrice(listing, leg);
  }
}

function checkSize(listing: Listing, vol: DecimalText, closable: DecimalText): void {
  checkVol(listing, { vol, type: 'limit' });
  if (compare(vol, closable) > 0) throw new Refusal(5004, `vol: found ${vol}, expected at most the ${closable} that can be closed`);
}

function checkOrderPrice(listing: Listing, { orderPrice }: StopLeg): void {
  const { symbol, priceUnit } = listing.contract;
  if (orderPrice === undefined) return;
  if (!isPositive(orderPrice)) throw new Refusal(2007, `order price of ${symbol}: found ${orderPrice}, expected more than 0`);
  if (!listing.prices.holds(orderPrice)) {
    throw new Refusal(2015, `order price of ${symbol}: found ${orderPrice}, expected a multiple of ${priceUnit}`);
  }
}
