import { type MarketPrint, MINUTE_SECONDS, type MinuteBar } from './market';
import { barOfPrints, mergeBars } from './minute-bar';
import { HISTORY_DAYS } from './seeded-market';

const KEPT_MINUTES = (HISTORY_DAYS + 1) * 1_440;
const QUIET: MinuteBar = { lots: 0n, lotTicks: 0n, lotsPerTick: 0 };

interface Gap {
  readonly from: number;
  readonly through: number;
}

/**
 * The minutes of a fed market: those that were heard whole, and those that were handed in of the past. A minute of which part was not heard
 * has no bar until it is handed in: a bar of the rest would look like one of the whole. Seconds since the epoch.
 */
export class FedBars {
  private readonly heard = new Map<number, MinuteBar>();
  private readonly filled = new Map<number, MinuteBar>();
  private gaps: Gap[] = [];
  private first: number | undefined;

  /** Opening of the first minute of which anything is known. */
  get firstSecond(): number | undefined {
    return this.first;
  }

  addTrade(second: number, print: MarketPrint): void {
    const open = minuteOf(second);
    this.keep(this.heard, open, mergeBars([this.heard.get(open), barOfPrints([print])]));
  }

  /** Whether it was taken: a minute that is known stays as it is. */
  addHistory(open: number, bar: MinuteBar, silentSince: number | undefined): boolean {
    if (open % MINUTE_SECONDS !== 0 || this.minute(open, open + MINUTE_SECONDS - 1, silentSince) !== undefined) return false;
    this.keep(this.filled, open, bar);
    return true;
  }

  addGap(from: number, through: number): void {
    const oldest = through - KEPT_MINUTES * MINUTE_SECONDS;
    this.gaps = [...this.gaps.filter((gap) => gap.through >= oldest), { from, through }];
  }

  /** Where the minute before this second ended, if it was handed in: its end may not have been heard. */
  filledCloseBefore(second: number): number | undefined {
    return this.filled.get(minuteOf(second - 1))?.traded?.close;
  }

  /** @param silentSince since when nothing is heard, if nothing is heard now */
  minute(open: number, throughSecond: number, silentSince?: number): MinuteBar | undefined {
    if (throughSecond < open || this.first === undefined || open < this.first) return undefined;
    const filled = this.filled.get(open);
    if (filled !== undefined) return filled;
    const last = open + MINUTE_SECONDS - 1;
    const isSilent = silentSince !== undefined && silentSince <= Math.min(last, throughSecond);
    if (isSilent || this.gaps.some(({ from, through }) => from <= last && through >= open)) return undefined;
    return this.heard.get(open) ?? QUIET;
  }

  private keep(bars: Map<number, MinuteBar>, open: number, bar: MinuteBar): void {
    bars.set(open, bar);
    this.first = Math.min(this.first ?? open, open);
    if (bars.size > KEPT_MINUTES) bars.delete(bars.keys().next().value as number);
  }
}

function minuteOf(second: number): number {
  return Math.floor(second / MINUTE_SECONDS) * MINUTE_SECONDS;
}
