import { type DecimalText, compare, isPositive } from '@prate/execution-interface/decimal';
import type { PositionTypeWord, TrendWord } from '@prate/mexc-protocol';
import type { Listing } from './listing';
import { type OrderRequest, onlyCloses } from './order';
import { Refusal } from './refusal';
import { sideMeanings } from './sides';

/** One of the two prices that travel with an order: what is watched, where it fires, and whether the other side is opened then. */
export interface AttachedStop {
  readonly triggerPrice: DecimalText;
  readonly trend: TrendWord;
  readonly isReversing: boolean;
}

/** Take-profit, stop-loss or both, which travel with an order and hang on its position once it is filled (reference 5.7, 9.16). */
export interface AttachedStops {
  readonly takeProfit?: AttachedStop;
  readonly stopLoss?: AttachedStop;
  readonly isPriceProtected: boolean;
}

/** Measured by the limit of the order, or by what each price watches where there is no limit. @throws {Refusal} 600, 2015, 5003 */
export function checkAttachedStops(listing: Listing, request: OrderRequest, second: number): void {
  const { stops, side, type, price } = request;
  if (stops === undefined) return;
  if (onlyCloses(request)) throw new Refusal(600, 'stopLossPrice, takeProfitPrice: expected none on an order that only closes');
  const limit = type === 'market' ? undefined : price;
  checkStopPrices(listing, sideMeanings[side].position, stops, (trend) => limit ?? listing.watchedPrice(trend, second));
}

/**
 * A long takes its profit above and its loss below the price it is measured by, a short the other way round: anything else would fire at
 * once.
 *
 * @throws {Refusal} 2015 off the grid, 5003 on the wrong side
 */
export function checkStopPrices(
  listing: Listing,
  side: PositionTypeWord,
  { takeProfit, stopLoss }: { readonly takeProfit?: AttachedStop; readonly stopLoss?: AttachedStop },
  priceOf: (trend: TrendWord) => DecimalText,
): void {
  const { symbol, priceUnit } = listing.contract;
  const check = (name: string, stop: AttachedStop | undefined, isAbove: boolean): void => {
    if (stop === undefined) return;
    const { triggerPrice, trend } = stop;
    const measure = priceOf(trend);
    const isRight = isPositive(triggerPrice) && compare(triggerPrice, measure) === (isAbove ? 1 : -1);
    if (!isRight) {
      throw new Refusal(5003, `${name} of ${symbol} ${side}: found ${triggerPrice}, expected ${isAbove ? 'above' : 'below'} ${measure}`);
    }
    if (!listing.prices.holds(triggerPrice)) {
      throw new Refusal(2015, `${name} of ${symbol}: found ${triggerPrice}, expected a multiple of ${priceUnit}`);
    }
  };
  check('takeProfitPrice', takeProfit, side === 'long');
  check('stopLossPrice', stopLoss, side === 'short');
}
