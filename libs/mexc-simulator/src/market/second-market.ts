import { type Market, type MarketPrint, MINUTE_SECONDS, type MinuteBar } from './market';
import { mergeBars } from './minute-bar';

/** One second of a record. */
export interface RecordedSecond {
  readonly second: number;
  /** Its trades, oldest first; their sizes sum to `bar.lots`. */
  readonly prints: readonly MarketPrint[];
  readonly bar: MinuteBar & { readonly traded: NonNullable<MinuteBar['traded']> };
}

/**
 * A record of seconds, served as it is: a second that is missing is one in which nobody traded, and a minute without any recorded second
 * has no bar.
 */
export class SecondMarket implements Market {
  private readonly indexBySecond: ReadonlyMap<number, number>;

  /** @param seconds at least one, in the order of time */
  constructor(private readonly seconds: readonly RecordedSecond[]) {
    this.indexBySecond = new Map(seconds.map(({ second }, index) => [second, index]));
  }

  priceTicks(second: number): number {
    return this.lastTradeTicks(second) ?? (this.seconds[0] as RecordedSecond).bar.traded.open;
  }

  tradedLots(second: number): number {
    return Number(this.at(second)?.bar.lots ?? 0n);
  }

  prints(second: number): readonly MarketPrint[] {
    return this.at(second)?.prints ?? [];
  }

  lastTradeTicks(second: number): number | undefined {
    return this.seconds[this.countThrough(second) - 1]?.bar.traded.close;
  }

  minute(openSecond: number, throughSecond: number): MinuteBar | undefined {
    const from = this.countThrough(openSecond - 1);
    const to = this.countThrough(Math.min(throughSecond, openSecond + MINUTE_SECONDS - 1));
    return to <= from ? undefined : mergeBars(this.seconds.slice(from, to).map(({ bar }) => bar));
  }

  span(nowSecond: number): { first: number; last: number } | undefined {
    const first = (this.seconds[0] as RecordedSecond).second;
    const last = Math.min(nowSecond, (this.seconds[this.seconds.length - 1] as RecordedSecond).second);
    return last < first ? undefined : { first, last };
  }

  private at(second: number): RecordedSecond | undefined {
    const index = this.indexBySecond.get(second);
    return index === undefined ? undefined : this.seconds[index];
  }

  /** How many recorded seconds lie at or before this one. */
  private countThrough(second: number): number {
    let low = 0;
    let high = this.seconds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.seconds[middle] as RecordedSecond).second <= second) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
