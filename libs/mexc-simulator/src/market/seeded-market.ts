import { divide, toNumber } from '@prate/execution-interface/decimal';
import { type SimulatedContract, pathWord } from '../simulated-contract';
import { type Market, MINUTE_SECONDS, type MinuteBar } from './market';
import { SeededNoise } from './seeded-noise';

// Bound once, as in seeded-noise.ts.
const { floor, max, round } = Math;

/** How far back bars reach: from the start of the UTC day this many days ago. */
export const HISTORY_DAYS = 30;

const DAY_SECONDS = 86_400;
const CACHED_MINUTES = 50_000;
const QUIET_CHANNEL = 0;
const SIZE_CHANNEL = 1;
/** Longest stretch of quiet seconds that is looked back over; at the highest quiet share it is not reached in a lifetime. */
const LOOK_BACK_SECONDS = 3_600;

/** A market without a memory: price and size of a second depend on (seed, symbol, second) only, so a restart finds the same past. */
export class SeededMarket implements Market {
  private readonly noise: SeededNoise;
  private readonly path: SeededNoise;
  private readonly referenceTicks: number;
  private readonly volatility: number;
  private readonly quietShare: number;
  private readonly meanLots: number;
  private readonly minutes = new Map<number, MinuteBar>();

  constructor(contract: SimulatedContract, seed: number) {
    const { referencePrice, volatility, quietShare, contractsPerSecond } = contract.liveliness;
    this.noise = new SeededNoise(seed, contract.symbol);
    this.path = new SeededNoise(seed, pathWord(contract));
    this.referenceTicks = toNumber(divide(referencePrice, contract.priceUnit, 0));
    this.volatility = volatility;
    this.quietShare = quietShare;
    this.meanLots = contractsPerSecond / toNumber(contract.volUnit);
  }

  priceTicks(second: number): number {
    return max(1, round(this.referenceTicks * (1 + this.volatility * this.path.deviation(second))));
  }

  tradedLots(second: number): number {
    if (this.noise.fraction(second, QUIET_CHANNEL) < this.quietShare) return 0;
    const size = this.noise.fraction(second, SIZE_CHANNEL);
    return 1 + floor(3 * this.meanLots * size * size);
  }

  lastTradeTicks(second: number): number {
    for (let back = 0; back < LOOK_BACK_SECONDS; back += 1) {
      if (this.tradedLots(second - back) > 0) return this.priceTicks(second - back);
    }
    return this.priceTicks(second);
  }

  minute(openSecond: number, throughSecond: number): MinuteBar {
    const isWhole = throughSecond >= openSecond + MINUTE_SECONDS - 1;
    if (!isWhole) return this.build(openSecond, throughSecond);
    const known = this.minutes.get(openSecond);
    if (known !== undefined) return known;
    const bar = this.build(openSecond, openSecond + MINUTE_SECONDS - 1);
    if (this.minutes.size >= CACHED_MINUTES) this.minutes.delete(this.minutes.keys().next().value as number);
    this.minutes.set(openSecond, bar);
    return bar;
  }

  span(nowSecond: number): { first: number; last: number } {
    return { first: (floor(nowSecond / DAY_SECONDS) - HISTORY_DAYS) * DAY_SECONDS, last: nowSecond };
  }

  private build(openSecond: number, throughSecond: number): MinuteBar {
    let traded: { open: number; high: number; low: number; close: number } | undefined;
    let lots = 0;
    let lotTicks = 0;
    let lotsPerTick = 0;
    for (let second = openSecond; second <= throughSecond; second += 1) {
      const size = this.tradedLots(second);
      if (size === 0) continue;
      const ticks = this.priceTicks(second);
      if (traded === undefined) traded = { open: ticks, high: ticks, low: ticks, close: ticks };
      if (ticks > traded.high) traded.high = ticks;
      if (ticks < traded.low) traded.low = ticks;
      traded.close = ticks;
      lots += size;
      lotTicks += size * ticks;
      lotsPerTick += size / ticks;
    }
    return { ...(traded === undefined ? {} : { traded }), lots: BigInt(lots), lotTicks: BigInt(lotTicks), lotsPerTick };
  }
}
