import { type DecimalText, add, multiply, roundToStep, subtract } from '@prate/execution-interface/decimal';
import type { Market } from '../market/market';
import { PriceGrid } from '../market/price-grid';
import type { SimulatedContract } from '../simulated-contract';

/** A contract with the market it trades on. */
export class Listing {
  readonly prices: PriceGrid;
  readonly lots: PriceGrid;

  constructor(
    readonly contract: SimulatedContract,
    readonly market: Market,
  ) {
    this.prices = new PriceGrid(contract.priceUnit);
    this.lots = new PriceGrid(contract.volUnit);
  }

  /** Fair and index price: where the path stands. */
  fairPrice(second: number): DecimalText {
    return this.prices.toText(this.market.priceTicks(second));
  }

  /** What a taker pays or gets: one tick beyond the path. */
  takerPrice(direction: 'buy' | 'sell', second: number): DecimalText {
    const ticks = this.market.priceTicks(second);
    return this.prices.toText(direction === 'buy' ? ticks + 1 : Math.max(1, ticks - 1));
  }

  /** Highest legal purchase and lowest legal sale (reference 9.3). */
  priceBand(second: number): { readonly maxBidPrice: DecimalText; readonly minAskPrice: DecimalText } {
    const index = this.fairPrice(second);
    const { bidLimitPriceRate, askLimitPriceRate, priceUnit } = this.contract;
    return {
      maxBidPrice: roundToStep(multiply(index, add(1, bidLimitPriceRate)), priceUnit, 'down'),
      minAskPrice: roundToStep(multiply(index, subtract(1, askLimitPriceRate)), priceUnit, 'down'),
    };
  }
}
