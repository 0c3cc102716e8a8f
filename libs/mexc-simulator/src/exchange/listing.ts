import { type DecimalText, add, multiply, roundToStep, subtract } from '@prate/execution-interface/decimal';
import type { TrendWord } from '@prate/mexc-protocol';
import { DayWindow } from '../market/day-statistics';
import { FundingRates } from '../market/funding-rates';
import type { Market } from '../market/market';
import { PriceGrid } from '../market/price-grid';
import { SyntheticBook } from '../market/synthetic-book';
import { TradeTape } from '../market/trade-tape';
import type { ContractChange, SimulatedContract } from '../simulated-contract';

/** A contract with the market it trades on, and what everybody may see of it. */
export class Listing {
  readonly prices: PriceGrid;
  readonly lots: PriceGrid;
  readonly trades: TradeTape;
  readonly book: SyntheticBook;
  readonly day: DayWindow;
  readonly funding: FundingRates;
  private present: SimulatedContract;

  constructor(
    contract: SimulatedContract,
    readonly market: Market,
    seed = 1,
  ) {
    this.present = contract;
    this.prices = new PriceGrid(contract.priceUnit);
    this.lots = new PriceGrid(contract.volUnit);
    this.trades = new TradeTape(contract, market, seed);
    this.book = new SyntheticBook(contract, market, seed);
    this.day = new DayWindow(contract, market);
    this.funding = new FundingRates(contract.symbol, seed);
  }

  get contract(): SimulatedContract {
    return this.present;
  }

  change(change: ContractChange): void {
    this.present = { ...this.present, ...change };
  }

  /** Price of the last trade; where the path stands as long as there was none. */
  lastPrice(second: number): DecimalText {
    return this.prices.toText(this.market.lastTradeTicks(second) ?? this.market.priceTicks(second));
  }

  /** What margin, profit and liquidation look at: where the path stands. */
  fairPrice(second: number): DecimalText {
    return this.prices.toText(this.market.priceTicks(second));
  }

  /** What the price band looks at: where the path stands. */
  indexPrice(second: number): DecimalText {
    return this.prices.toText(this.market.priceTicks(second));
  }

  /** The price that a trigger watches. */
  watchedPrice(trend: TrendWord, second: number): DecimalText {
    if (trend === 'last') return this.lastPrice(second);
    return trend === 'fair' ? this.fairPrice(second) : this.indexPrice(second);
  }

  /** What a taker pays or gets: one tick beyond the path. */
  takerPrice(direction: 'buy' | 'sell', second: number): DecimalText {
    const ticks = this.market.priceTicks(second);
    return this.prices.toText(direction === 'buy' ? ticks + 1 : Math.max(1, ticks - 1));
  }

  /** Highest legal purchase and lowest legal sale (reference 9.3). */
  priceBand(second: number): { readonly maxBidPrice: DecimalText; readonly minAskPrice: DecimalText } {
    const index = this.indexPrice(second);
    const { bidLimitPriceRate, askLimitPriceRate, priceUnit } = this.contract;
    return {
      maxBidPrice: roundToStep(multiply(index, add(1, bidLimitPriceRate)), priceUnit, 'down'),
      minAskPrice: roundToStep(multiply(index, subtract(1, askLimitPriceRate)), priceUnit, 'down'),
    };
  }
}
