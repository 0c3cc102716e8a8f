import type { Market, MinuteBar } from '../src/market/market';

/** A market that says what the test wrote: prices in ticks by second, sizes in lots by second, otherwise the last price and a large size. */
export class ScriptedMarket implements Market {
  private readonly prices = new Map<number, number>();
  private readonly sizes = new Map<number, number>();
  private readonly fairPrices = new Map<number, number>();

  constructor(
    private readonly startTicks: number,
    private readonly usualLots = 1_000_000,
  ) {}

  /** Index and fair price stand where the path stands, unless the test says where. */
  indexTicks(second: number): number {
    return this.priceTicks(second);
  }

  fairTicks(second: number): number {
    return latest(this.fairPrices, second) ?? this.priceTicks(second);
  }

  at(second: number, script: { ticks?: number; lots?: number; fairTicks?: number }): this {
    if (script.fairTicks !== undefined) this.fairPrices.set(second, script.fairTicks);
    if (script.ticks !== undefined) this.prices.set(second, script.ticks);
    if (script.lots !== undefined) this.sizes.set(second, script.lots);
    return this;
  }

  priceTicks(second: number): number {
    return latest(this.prices, second) ?? this.startTicks;
  }

  tradedLots(second: number): number {
    return this.sizes.get(second) ?? this.usualLots;
  }

  lastTradeTicks(second: number): number {
    return this.priceTicks(second);
  }

  minute(): MinuteBar | undefined {
    return undefined;
  }

  span(): undefined {
    return undefined;
  }
}

/** What was written for the latest second up to this one. */
function latest(script: ReadonlyMap<number, number>, second: number): number | undefined {
  let known = Number.NEGATIVE_INFINITY;
  for (const at of script.keys()) if (at <= second && at > known) known = at;
  return script.get(known);
}
