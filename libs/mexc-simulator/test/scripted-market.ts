import type { Market, MinuteBar } from '../src/market/market';

/** A market that says what the test wrote: prices in ticks by second, sizes in lots by second, otherwise the last price and a large size. */
export class ScriptedMarket implements Market {
  private readonly prices = new Map<number, number>();
  private readonly sizes = new Map<number, number>();

  constructor(
    private readonly startTicks: number,
    private readonly usualLots = 1_000_000,
  ) {}

  at(second: number, script: { ticks?: number; lots?: number }): this {
    if (script.ticks !== undefined) this.prices.set(second, script.ticks);
    if (script.lots !== undefined) this.sizes.set(second, script.lots);
    return this;
  }

  priceTicks(second: number): number {
    const known = [...this.prices.keys()].filter((at) => at <= second).sort((one, other) => other - one)[0];
    return known === undefined ? this.startTicks : (this.prices.get(known) as number);
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
