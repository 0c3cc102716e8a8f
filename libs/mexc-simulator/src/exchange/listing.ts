import { type DecimalText, add, multiply, roundToStep, subtract } from '@prate/execution-interface/decimal';
import type { TrendWord } from '@prate/mexc-protocol';
import { DayWindow } from '../market/day-statistics';
import { FundingRates } from '../market/funding-rates';
import type { Market } from '../market/market';
import { PriceGrid } from '../market/price-grid';
import { ReferenceMarket } from '../market/reference-market';
import { ReferencePrices } from '../market/reference-prices';
import { SyntheticBook } from '../market/synthetic-book';
import { TradeTape } from '../market/trade-tape';
import { type ContractChange, type SimulatedContract, pathWord } from '../simulated-contract';
import { OrderBook } from './order-book';

/** A contract with the market it trades on, and what everybody may see of it. */
export class Listing {
  readonly prices: PriceGrid;
  readonly lots: PriceGrid;
  readonly trades: TradeTape;
  readonly book: OrderBook;
  readonly day: DayWindow;
  readonly funding: FundingRates;
  /** Index and fair price as markets of their own. */
  readonly indexMarket: Market;
  readonly fairMarket: Market;
  private readonly reference: ReferencePrices;
  private present: SimulatedContract;
  /** The last band that was asked for; its rates do not change while a contract is listed. */
  private band: { readonly index: DecimalText; readonly maxBidPrice: DecimalText; readonly minAskPrice: DecimalText } | undefined;

  constructor(
    contract: SimulatedContract,
    readonly market: Market,
    seed = 1,
  ) {
    this.present = contract;
    this.prices = new PriceGrid(contract.priceUnit);
    this.lots = new PriceGrid(contract.volUnit);
    this.trades = new TradeTape(contract, market, seed);
    this.book = new OrderBook(new SyntheticBook(contract, market, seed), this.lots);
    this.day = new DayWindow(contract, market);
    this.funding = new FundingRates(contract.symbol, seed, contract.collectCycleHours, market);
    this.reference = new ReferencePrices(pathWord(contract), market, this.funding, seed);
    this.indexMarket = new ReferenceMarket(market, (second) => this.reference.indexTicks(second));
    this.fairMarket = new ReferenceMarket(market, (second) => this.reference.fairTicks(second));
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

  /** What margin, profit, funding and liquidation look at. */
  fairPrice(second: number): DecimalText {
    return this.prices.toText(this.fairTicks(second));
  }

  /** The same in whole ticks. */
  fairTicks(second: number): number {
    return this.reference.fairTicks(second);
  }

  /** What the price band looks at. */
  indexPrice(second: number): DecimalText {
    return this.prices.toText(this.reference.indexTicks(second));
  }

  /** The price that a trigger watches. */
  watchedPrice(trend: TrendWord, second: number): DecimalText {
    if (trend === 'last') return this.lastPrice(second);
    return trend === 'fair' ? this.fairPrice(second) : this.indexPrice(second);
  }

  /** What the first contract of a taker costs or brings, as the book stands; one tick beyond the path where nobody stands. */
  takerPrice(direction: 'buy' | 'sell', second: number): DecimalText {
    const path = this.market.priceTicks(second);
    this.book.advance(second * 1000);
    const best = this.book.bestTicks(direction === 'buy' ? 'ask' : 'bid');
    return this.prices.toText(best ?? (direction === 'buy' ? path + 1 : Math.max(1, path - 1)));
  }

  /** Highest legal purchase and lowest legal sale (reference 9.3). */
  priceBand(second: number): { readonly maxBidPrice: DecimalText; readonly minAskPrice: DecimalText } {
    const index = this.indexPrice(second);
    if (this.band?.index === index) return this.band;
    const { bidLimitPriceRate, askLimitPriceRate, priceUnit } = this.contract;
    this.band = {
      index,
      maxBidPrice: roundToStep(multiply(index, add(1, bidLimitPriceRate)), priceUnit, 'down'),
      minAskPrice: roundToStep(multiply(index, subtract(1, askLimitPriceRate)), priceUnit, 'down'),
    };
    return this.band;
  }
}
