import { type Market, MINUTE_SECONDS, type MinuteBar } from './market';

const CACHED_MINUTES = 50_000;

/** Index or fair price as a market of its own, for klines: it has a price in each second that the path has, and nobody trades on it. */
export class ReferenceMarket implements Market {
  private readonly minutes = new Map<number, MinuteBar>();

  constructor(
    private readonly path: Market,
    readonly priceTicks: (second: number) => number,
  ) {}

  tradedLots(): number {
    return 0;
  }

  lastTradeTicks(second: number): number | undefined {
    return this.path.lastTradeTicks(second) === undefined ? undefined : this.priceTicks(second);
  }

  minute(openSecond: number, throughSecond: number): MinuteBar | undefined {
    if (this.path.minute(openSecond, throughSecond) === undefined) return undefined;
    if (throughSecond < openSecond + MINUTE_SECONDS - 1) return this.build(openSecond, throughSecond);
    const known = this.minutes.get(openSecond);
    if (known !== undefined) return known;
    const bar = this.build(openSecond, openSecond + MINUTE_SECONDS - 1);
    if (this.minutes.size >= CACHED_MINUTES) this.minutes.delete(this.minutes.keys().next().value as number);
    this.minutes.set(openSecond, bar);
    return bar;
  }

  span(nowSecond: number): { readonly first: number; readonly last: number } | undefined {
    return this.path.span(nowSecond);
  }

  private build(openSecond: number, throughSecond: number): MinuteBar {
    const open = this.priceTicks(openSecond);
    const traded = { open, high: open, low: open, close: open };
    for (let second = openSecond + 1; second <= throughSecond; second += 1) {
      const ticks = this.priceTicks(second);
      if (ticks > traded.high) traded.high = ticks;
      if (ticks < traded.low) traded.low = ticks;
      traded.close = ticks;
    }
    return { traded, lots: 0n, lotTicks: 0n, lotsPerTick: 0 };
  }
}
