import { type DecimalText, compare, decimal, divide, isDecimal, isPositive, multiply, toNumber } from '@prate/execution-interface/decimal';
import { FeedError } from '../errors';
import { type SimulatedContract, isInverse } from '../simulated-contract';
import type { FedBookSides, FedFunding, FedMinute, FedTrade, FeedState, SimulatorFeed } from '../simulator-feed';
import type { FedLevel } from './fed-book';
import type { FedMarket } from './fed-market';
import type { MarketFunding, MinuteBar } from './market';
import { PriceGrid } from './price-grid';

export interface FedFeedParts {
  readonly contract: SimulatedContract;
  readonly market: FedMarket;
  /** Brings the exchange to the present and answers its second. */
  readonly advance: () => number;
}

/** Reads what is handed in onto the grids of the contract, and hands it to the market. */
export class FedFeed implements SimulatorFeed {
  private readonly prices: PriceGrid;
  private readonly lots: PriceGrid;
  private refusedCount = 0;
  private lastRefusal: string | undefined;

  constructor(private readonly parts: FedFeedParts) {
    this.prices = new PriceGrid(parts.contract.priceUnit);
    this.lots = new PriceGrid(parts.contract.volUnit);
  }

  trade({ price, contracts, takerSide, atMs }: FedTrade): void {
    const ticks = this.ticks('price', price);
    const lots = this.wholeLots(contracts);
    if (lots === 0) this.refuse(`contracts: found ${contracts}, expected more than 0`);
    if (takerSide !== 'buy' && takerSide !== 'sell') this.refuse(`takerSide: found ${JSON.stringify(takerSide)}, expected buy or sell`);
    this.requireTime('atMs', atMs);
    // What happened until now is matched before the next trade is known.
    this.parts.advance();
    this.parts.market.addTrade({ ticks, lots, takerSide, atMs });
  }

  markPrice(price: string): void {
    this.parts.market.setFair(this.nearestTicks('markPrice', price));
  }

  indexPrice(price: string): void {
    this.parts.market.setIndex(this.nearestTicks('indexPrice', price));
  }

  orderBook({ bids, asks }: FedBookSides): void {
    const bid = this.ladder('bids', bids, -1);
    const ask = this.ladder('asks', asks, 1);
    const [bestBid, bestAsk] = [bid[0]?.[0], ask[0]?.[0]];
    if (bestBid !== undefined && bestAsk !== undefined && bestBid >= bestAsk) {
      this.refuse(`orderBook: found the best bid at ${bids[0]?.price} and the best ask at ${asks[0]?.price}, expected bid below ask`);
    }
    this.parts.market.setBook({ bid, ask });
  }

  fundingRate({ rate, nextSettleTimeMs, cycleHours, minRate, maxRate }: FedFunding): void {
    if (nextSettleTimeMs !== undefined) this.requireTime('nextSettleTimeMs', nextSettleTimeMs);
    if (cycleHours !== undefined && !(cycleHours > 0)) this.refuse(`cycleHours: found ${cycleHours}, expected more than 0`);
    const funding: MarketFunding = {
      rate: this.rate('rate', rate),
      ...(nextSettleTimeMs === undefined ? {} : { nextSettleTimeMs }),
      ...(cycleHours === undefined ? {} : { cycleHours }),
      ...(minRate === undefined ? {} : { minRate: this.rate('minRate', minRate) }),
      ...(maxRate === undefined ? {} : { maxRate: this.rate('maxRate', maxRate) }),
    };
    this.parts.market.setFunding(funding);
  }

  minutes(minutes: readonly FedMinute[]): number {
    const bars = minutes.map((minute) => [minute.openTimeMs / 1000, this.bar(minute)] as const);
    return bars.filter(([openSecond, bar]) => this.parts.market.addMinute(openSecond, bar)).length;
  }

  gap(): void {
    this.parts.advance();
    this.parts.market.startGap();
  }

  resume(): void {
    this.parts.market.endGap();
  }

  get state(): FeedState {
    const { market, advance } = this.parts;
    const second = advance();
    const last = market.lastTradeTicks(second);
    return {
      phase: market.phase(second),
      tradeCount: market.trades,
      refusedCount: this.refusedCount,
      ...(last === undefined ? {} : { lastPrice: this.prices.toText(last) }),
      ...(market.lastHeardMs === undefined ? {} : { lastHeardMs: market.lastHeardMs }),
      ...(this.lastRefusal === undefined ? {} : { lastRefusal: this.lastRefusal }),
    };
  }

  /** @param away 1 where prices rise from the best, -1 where they fall */
  private ladder(name: string, levels: FedBookSides['bids'], away: 1 | -1): readonly FedLevel[] {
    const ladder = levels.map(({ price, contracts }) => [this.ticks(name, price), this.wholeLots(contracts)] as const);
    ladder.forEach(([ticks, lots], index) => {
      const before = ladder[index - 1]?.[0];
      if (lots === 0 || (before !== undefined && away * (ticks - before) <= 0)) {
        this.refuse(
          `${name}: found ${levels[index]?.contracts} at ${levels[index]?.price}, expected more than 0, best price first, none twice`,
        );
      }
    });
    return ladder;
  }

  private bar({ openTimeMs, contracts, turnover, ...texts }: FedMinute): MinuteBar {
    this.requireTime('openTimeMs', openTimeMs);
    if (openTimeMs % 60_000 !== 0) this.refuse(`openTimeMs: found ${openTimeMs}, expected a whole minute`);
    const open = this.ticks('open', texts.open);
    const high = this.ticks('high', texts.high);
    const low = this.ticks('low', texts.low);
    const close = this.ticks('close', texts.close);
    if (low > Math.min(open, close) || high < Math.max(open, close)) {
      this.refuse(`minute ${openTimeMs}: found ${open}, ${high}, ${low}, ${close} ticks, expected open and close between low and high`);
    }
    const lots = this.wholeLots(contracts);
    return { traded: { open, high, low, close }, lots: BigInt(lots), ...this.turnovers(lots, close, turnover) };
  }

  /** Turnover in the grids of the contract, to the nearest step. */
  private turnovers(lots: number, close: number, turnover: string | undefined): Pick<MinuteBar, 'lotTicks' | 'lotsPerTick'> {
    if (turnover === undefined) return { lotTicks: BigInt(lots) * BigInt(close), lotsPerTick: lots / close };
    const { contract } = this.parts;
    const lot = multiply(contract.contractSize, contract.volUnit);
    const value = this.decimal('turnover', turnover);
    if (isInverse(contract)) return { lotTicks: 0n, lotsPerTick: (toNumber(value) * toNumber(contract.priceUnit)) / toNumber(lot) };
    return { lotTicks: BigInt(divide(value, multiply(lot, contract.priceUnit), 0)), lotsPerTick: 0 };
  }

  private ticks(name: string, text: string): number {
    const value = this.decimal(name, text);
    if (!isPositive(value)) this.refuse(`${name}: found ${value}, expected more than 0`);
    if (!this.prices.holds(value)) this.refuse(`${name}: found ${value}, expected a multiple of the tick ${this.prices.unit}`);
    return this.prices.toSteps(value);
  }

  private nearestTicks(name: string, text: string): number {
    const value = this.decimal(name, text);
    const ticks = this.prices.toSteps(value);
    if (!(ticks > 0)) this.refuse(`${name}: found ${value}, expected at least one tick of ${this.prices.unit}`);
    return ticks;
  }

  private wholeLots(text: string): number {
    const value = this.decimal('contracts', text);
    const lots = this.lots.toSteps(value);
    if (!this.lots.holds(value) || lots < 0 || !Number.isSafeInteger(lots)) {
      this.refuse(`contracts: found ${value}, expected a whole number of lots of ${this.lots.unit}`);
    }
    return lots;
  }

  private rate(name: string, text: string): DecimalText {
    const value = this.decimal(name, text);
    if (compare(value, -1) <= 0 || compare(value, 1) >= 0) this.refuse(`${name}: found ${value}, expected a fraction between -1 and 1`);
    return value;
  }

  private decimal(name: string, text: string): DecimalText {
    if (typeof text !== 'string' || !isDecimal(text)) this.refuse(`${name}: found ${JSON.stringify(text)}, expected decimal text`);
    return decimal(text);
  }

  private requireTime(name: string, ms: number): void {
    if (!Number.isSafeInteger(ms) || ms < 0) this.refuse(`${name}: found ${ms}, expected whole milliseconds since the epoch`);
  }

  private refuse(reason: string): never {
    this.refusedCount += 1;
    this.lastRefusal = `feed of ${this.parts.contract.symbol}: ${reason}`;
    throw new FeedError(this.lastRefusal);
  }
}
