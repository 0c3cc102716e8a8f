import type { Candle } from '@prate/execution-interface';

interface Told {
  readonly epoch: number;
  readonly atMs: number;
  readonly candle: Candle;
}

/**
 * Which states of candles are news: of the newest window and the one before it, and none that goes back. A window's contracts only grow, so a
 * state with fewer is an earlier one, whenever it comes.
 */
export class CandleFilter {
  private newest?: Told;
  private previous?: Told;

  isNews(candle: Candle, { epoch, atMs }: { readonly epoch: number; readonly atMs: number }): boolean {
    const told = { epoch, atMs, candle };
    const { newest, previous } = this;
    if (newest === undefined || candle.openTimeMs > newest.candle.openTimeMs) {
      this.previous = newest;
      this.newest = told;
      return true;
    }
    if (candle.openTimeMs === newest.candle.openTimeMs) {
      if (!follows(told, newest)) return false;
      this.newest = told;
      return true;
    }
    if (previous !== undefined && (candle.openTimeMs < previous.candle.openTimeMs || isSameWindowBefore(told, previous))) return false;
    this.previous = told;
    return true;
  }
}

function isSameWindowBefore(told: Told, known: Told): boolean {
  return told.candle.openTimeMs === known.candle.openTimeMs && !follows(told, known);
}

function follows(next: Told, known: Told): boolean {
  if (next.candle.contracts < known.candle.contracts) return false;
  if (next.epoch === known.epoch && next.atMs < known.atMs) return false;
  return JSON.stringify(next.candle) !== JSON.stringify(known.candle);
}
