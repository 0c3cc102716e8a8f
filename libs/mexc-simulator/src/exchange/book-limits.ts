import { type DecimalText, compare } from '@prate/execution-interface/decimal';
import type { BboTypeWord } from '@prate/mexc-protocol';
import { facedSide } from './book-reach';
import type { Listing } from './listing';
import type { OrderRequest } from './order';
import { Refusal } from './refusal';
import { sideMeanings } from './sides';

/** Of a published contract (reference 4.2); used where a contract names none. */
export const USUAL_PRICE_LIMIT_RATES: readonly [DecimalText, DecimalText] = ['0.2', '0.005'];

const bboLevels: Readonly<Record<Exclude<BboTypeWord, 'none'>, { readonly isOpposite: boolean; readonly level: number }>> = {
  'opposite-1': { isOpposite: true, level: 1 },
  'opposite-5': { isOpposite: true, level: 5 },
  'same-1': { isOpposite: false, level: 1 },
  'same-5': { isOpposite: false, level: 5 },
};

/**
 * The worst price an order at market takes. The venue names two rates and does not say what they are rates of (reference 4.2): read here
 * as distances from the price of the market, so that the narrower one guards. The price next to the market's is always within.
 */
export function priceGuard({ contract, market, prices }: Listing, side: OrderRequest['side'], second: number): DecimalText {
  const [usual1, usual2] = USUAL_PRICE_LIMIT_RATES;
  const rate = Math.min(Number(contract.marketOrderPriceLimitRate1 ?? usual1), Number(contract.marketOrderPriceLimitRate2 ?? usual2));
  const path = market.priceTicks(second);
  return sideMeanings[side].direction === 'buy'
    ? prices.toText(Math.max(path + 1, Math.floor(path * (1 + rate))))
    : prices.toText(Math.max(1, Math.min(path - 1, Math.ceil(path * (1 - rate)))));
}

/**
 * The limit of an order whose price comes from the book (`bboTypeNum`, reference 5.7): the best price of a side, or its fifth. A side with
 * fewer prices gives its last one.
 *
 * @throws {Refusal} 2007 when nobody stands there
 */
export function bboPrice({ book, prices, contract }: Listing, { side, bboType }: OrderRequest): DecimalText | undefined {
  if (bboType === undefined || bboType === 'none') return undefined;
  const { isOpposite, level } = bboLevels[bboType];
  const faced = facedSide({ side });
  const found = new Set<number>();
  for (const { ticks } of book.offers(isOpposite ? faced : faced === 'ask' ? 'bid' : 'ask')) {
    found.add(ticks);
    if (found.size === level) break;
  }
  const ticks = [...found].at(-1);
  if (ticks === undefined) throw new Refusal(2007, `price of ${contract.symbol}: found nobody in the book to take it from (${bboType})`);
  return prices.toText(ticks);
}

/** The most contracts, up to the contract's largest market order, whose margin is at most `available`; '0' when there is none. */
export function ceilingVol({ contract, lots }: Listing, available: DecimalText, margin: (vol: DecimalText) => DecimalText): DecimalText {
  let carried = 0;
  let tooMany = lots.toSteps(contract.maxVol) + 1;
  while (tooMany - carried > 1) {
    const middle = Math.floor((carried + tooMany) / 2);
    if (compare(margin(lots.toText(middle)), available) <= 0) carried = middle;
    else tooMany = middle;
  }
  return lots.toText(carried);
}
