import {
  type DecimalText,
  add,
  compare,
  divide,
  isPositive,
  multiply,
  negate,
  roundToStep,
  subtract,
} from '@prate/execution-interface/decimal';
import { checkVol } from './contract-rules';
import type { Listing } from './listing';
import { Refusal } from './refusal';
import { sideMeanings } from './sides';
import type { TrackRequest, TrackTerms } from './track-order';

/** Sales follow a rising price and fire when it falls back; purchases the other way round. */
export function sells({ side }: Pick<TrackRequest, 'side'>): boolean {
  return sideMeanings[side].direction === 'sell';
}

/**
 * The price that fires, from the extreme: a share or a difference back, on the nearest tick. 0.18657 with 2 % fires a purchase at 0.1903
 * (reference 5.12).
 */
export function trackTrigger(listing: Listing, isSale: boolean, { backType, backValue }: TrackTerms, extreme: DecimalText): DecimalText {
  const { priceUnit } = listing.contract;
  const back = backType === 'percentage' ? multiply(extreme, backValue) : backValue;
  const exact = add(extreme, isSale ? negate(back) : back);
  return roundToStep(add(exact, divide(priceUnit, 2, 40)), priceUnit, 'down');
}

/** @throws {Refusal} 600 a share of 1 or more, 2011, 2015, 2028, 3004 */
export function checkTrackTerms(listing: Listing, { backType, backValue, vol, activePrice, trend }: TrackTerms, second: number): void {
  const { symbol, priceUnit } = listing.contract;
  checkVol(listing, { vol, type: 'market' });
  if (!isPositive(backValue)) throw new Refusal(600, `backValue of ${symbol}: found ${backValue}, expected more than 0`);
  const price = listing.watchedPrice(trend, second);
  const most = backType === 'percentage' ? '1' : price;
  if (compare(backValue, most) >= 0) throw new Refusal(600, `backValue of ${symbol}: found ${backValue}, expected less than ${most}`);
  if (activePrice === undefined) return;
  if (!isPositive(activePrice)) throw new Refusal(3004, `activePrice of ${symbol}: found ${activePrice}, expected more than 0`);
  if (!listing.prices.holds(activePrice)) {
    throw new Refusal(2015, `activePrice of ${symbol}: found ${activePrice}, expected a multiple of ${priceUnit}`);
  }
}

/** Whether the price stands where following begins: for a sale at or above `activePrice`, for a purchase at or below. */
export function isActivated(isSale: boolean, activePrice: DecimalText | undefined, price: DecimalText): boolean {
  if (activePrice === undefined) return true;
  return isBeyond(isSale, price, activePrice) || compare(price, activePrice) === 0;
}

/** Whether a price is a better extreme. */
export function isBeyond(isSale: boolean, price: DecimalText, extreme: DecimalText): boolean {
  return isPositive(isSale ? subtract(price, extreme) : subtract(extreme, price));
}
