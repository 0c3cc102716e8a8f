import type { MarketPrint, MinuteBar } from './market';

/** Bars that follow each other, as one; what is absent counts for nothing. */
export function mergeBars(bars: readonly (MinuteBar | undefined)[]): MinuteBar {
  let traded: MinuteBar['traded'];
  let lots = 0n;
  let lotTicks = 0n;
  let lotsPerTick = 0;
  for (const bar of bars) {
    if (bar === undefined) continue;
    lots += bar.lots;
    lotTicks += bar.lotTicks;
    lotsPerTick += bar.lotsPerTick;
    if (bar.traded === undefined) continue;
    const { high, low, close } = bar.traded;
    traded =
      traded === undefined ? bar.traded : { open: traded.open, close, high: Math.max(traded.high, high), low: Math.min(traded.low, low) };
  }
  return { ...(traded === undefined ? {} : { traded }), lots, lotTicks, lotsPerTick };
}

/** The bar that trades make, oldest first. */
export function barOfPrints(prints: readonly MarketPrint[]): MinuteBar {
  return mergeBars(
    prints.map(({ ticks, lots }) => ({
      traded: { open: ticks, high: ticks, low: ticks, close: ticks },
      lots: BigInt(lots),
      lotTicks: BigInt(lots) * BigInt(ticks),
      lotsPerTick: lots / ticks,
    })),
  );
}
