import { type MarketPrint, MINUTE_SECONDS, type MinuteBar } from './market';
import { barOfPrints, mergeBars } from './minute-bar';
import { HISTORY_DAYS } from './seeded-market';

const KEPT_MINUTES = (HISTORY_DAYS + 1) * 1_440;
const QUIET: MinuteBar = { lots: 0n, lotTicks: 0n, lotsPerTick: 0 };

interface Gap {
  readonly from: number;
  readonly through: number;
}

/** The minutes of a fed market: what was heard, what was handed in of the past, and where nothing is known. Seconds since the epoch. */
export class FedBars {
  private readonly bars = new Map<number, MinuteBar>();
  private gaps: Gap[] = [];
  private first: number | undefined;
  private firstHeard: number | undefined;

  /** Opening of the first minute that has a bar. */
  get firstSecond(): number | undefined {
    return this.first;
  }

  addTrade(second: number, print: MarketPrint): void {
    const open = minuteOf(second);
    this.firstHeard ??= open;
    this.keep(open, mergeBars([this.bars.get(open), barOfPrints([print])]));
  }

  /** Whether it was taken: a minute of which something is known stays as it is. */
  addHistory(open: number, bar: MinuteBar): boolean {
    if (open % MINUTE_SECONDS !== 0 || this.minute(open, { throughSecond: open + MINUTE_SECONDS - 1 }) !== undefined) return false;
    this.keep(open, bar);
    return true;
  }

  addGap(from: number, through: number): void {
    this.gaps.push({ from, through });
    const oldest = through - KEPT_MINUTES * MINUTE_SECONDS;
    this.gaps = this.gaps.filter((gap) => gap.through >= oldest);
  }

  /** Where the minute before this second ended, if it has a bar with trades. */
  closeBefore(second: number): number | undefined {
    return this.bars.get(minuteOf(second - 1))?.traded?.close;
  }

  /** A minute in which nobody traded is quiet, unless part of it was not heard: then it has no bar. */
  minute(
    open: number,
    { throughSecond, silentSince }: { readonly throughSecond: number; readonly silentSince?: number },
  ): MinuteBar | undefined {
    if (throughSecond < open) return undefined;
    const known = this.bars.get(open);
    if (known !== undefined) return known;
    if (this.firstHeard === undefined || open < this.firstHeard) return undefined;
    const last = open + MINUTE_SECONDS - 1;
    const isUnheard = silentSince !== undefined && silentSince <= Math.min(last, throughSecond);
    return isUnheard || this.gaps.some(({ from, through }) => from <= last && through >= open) ? undefined : QUIET;
  }

  private keep(open: number, bar: MinuteBar): void {
    this.bars.set(open, bar);
    this.first = Math.min(this.first ?? open, open);
    if (this.bars.size <= KEPT_MINUTES) return;
    const oldest = this.bars.keys().next().value as number;
    this.bars.delete(oldest);
    if (this.first === oldest) this.first = this.bars.keys().next().value;
  }
}

function minuteOf(second: number): number {
  return Math.floor(second / MINUTE_SECONDS) * MINUTE_SECONDS;
}
