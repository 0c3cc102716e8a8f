export interface SecondValues {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** Sixty seconds, real or made, in ticks. */
export class SecondColumns {
  readonly open = new Float64Array(60);
  readonly high = new Float64Array(60);
  readonly low = new Float64Array(60);
  readonly close = new Float64Array(60);
  readonly volume = new Float64Array(60);
  readonly isTraded = new Uint8Array(60);

  trade(second: number, { open, high, low, close, volume }: SecondValues): void {
    this.open[second] = open;
    this.high[second] = high;
    this.low[second] = low;
    this.close[second] = close;
    this.volume[second] = volume;
    this.isTraded[second] = 1;
  }

  /** Seconds without a trade stand at the last close; before the first one at `open`. */
  carry(open: number): void {
    let standing = open;
    for (let i = 0; i < 60; i += 1) {
      if (this.isTraded[i] === 1) standing = this.close[i] as number;
      else this.open[i] = this.high[i] = this.low[i] = this.close[i] = standing;
    }
  }

  /** First, highest, lowest and last of the traded seconds of `[from, to)`; of all of them where none traded. */
  summary(from = 0, to = 60): SecondValues {
    let isAnyTraded = false;
    for (let i = from; i < to; i += 1) isAnyTraded ||= this.isTraded[i] === 1;
    let found: { open: number; high: number; low: number; close: number; volume: number } | undefined;
    for (let i = from; i < to; i += 1) {
      if (isAnyTraded && this.isTraded[i] !== 1) continue;
      const [high, low] = [this.high[i] as number, this.low[i] as number];
      found ??= { open: this.open[i] as number, high, low, close: 0, volume: 0 };
      if (high > found.high) found.high = high;
      if (low < found.low) found.low = low;
      found.close = this.close[i] as number;
      found.volume += this.volume[i] as number;
    }
    return found ?? { open: 0, high: 0, low: 0, close: 0, volume: 0 };
  }

  /** The price after `count` seconds; after none of them, `open`. */
  after(count: number, open: number): number {
    return count === 0 ? open : (this.close[count - 1] as number);
  }

  /** The first traded second whose high (low) is this one; −1 where there is none. */
  firstAt(column: 'high' | 'low', price: number): number {
    return this[column].findIndex((value, i) => value === price && this.isTraded[i] === 1);
  }
}
