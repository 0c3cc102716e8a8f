import type { BucketSeries } from './bucket-series';
import { CandleFlag } from './candle-flag';
import { OriginCode } from './candle-origin';
import type { CandleSeries } from './candle-series';
import { type DecimalUnit, ExactSum, readUnit } from './exact-sum';
import { BucketGrid } from './interval';
import { fromScaled } from './scaled-number';

/**
 * Seconds or minutes in time order to buckets: one function for history, live and tests. Holds one bucket at a time, so its memory does not
 * grow with the range. Minutes may be handed in only where the length is a multiple of 60 s; both ways then give the same buckets.
 *
 * First open, highest, lowest, last close over the rows with trades, over all where there is none; the sum of all volumes. Whole numbers are
 * compared and added inside one series; where scales differ, prices are compared as the doubles that leave the house, which keep their order.
 */
export class RollUp {
  private readonly grid: BucketGrid;
  private isOpen = false;
  private labelS = 0;
  private endS = 0;
  private open = 0;
  private high = 0;
  private low = 0;
  private close = 0;
  private previousClose = Number.NaN;
  private hasTraded = false;
  private observed = 0;
  private interpolated = 0;
  private carried = 0;
  private revision = 0;
  private flags = 0;
  private minuteEndS = 0;
  private readonly volume = new ExactSum();
  private readonly turnover = new ExactSum();
  private isTurnoverKnown = false;
  private contractSize: string | undefined;
  private isContractSizeMixed = false;
  private unit: DecimalUnit | undefined;
  private unitText: string | undefined;
  private lastTimeS = -1;
  private lastEndS = -1;
  private lastClose = 0;

  /**
   * @param grid or the length of the buckets, counted from 1970
   * @param fromS rows before it only tell the close that buckets stitch to; whole seconds, a label
   */
  constructor(
    grid: BucketGrid | number,
    private readonly fromS = 0,
  ) {
    this.grid = typeof grid === 'number' ? new BucketGrid(grid) : grid;
  }

  /** Adds the buckets that later rows can no longer touch to `into`. */
  accept(series: CandleSeries, into: BucketSeries): void {
    const { stepSeconds, length, openTimeS } = series;
    if (this.grid.intervalSeconds % stepSeconds !== 0) {
      throw new RangeError(`roll-up: found candles of ${stepSeconds} s for buckets of ${this.grid.intervalSeconds} s, expected a divisor`);
    }
    let row = 0;
    while (row < length && (openTimeS[row] as number) < this.fromS) row = this.pass(series, row);
    while (row < length) {
      const timeS = openTimeS[row] as number;
      if (!this.isOpen || timeS >= this.endS) {
        this.end(into);
        this.begin(timeS, series);
      }
      row = this.addRun(series, row);
    }
  }

  /** Adds the last bucket, if there is one that was begun. */
  end(into: BucketSeries): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    const at = into.next();
    into.labelS[at] = this.labelS;
    into.open[at] = this.open;
    into.high[at] = this.high;
    into.low[at] = this.low;
    into.close[at] = this.close;
    into.volume[at] = this.volume.toNumber();
    into.contracts[at] = this.unit === undefined || this.isContractSizeMixed ? Number.NaN : this.volume.dividedBy(this.unit);
    into.previousClose[at] = this.previousClose;
    into.revision[at] = this.revision;
    into.observed[at] = this.observed;
    into.interpolated[at] = this.interpolated;
    into.carried[at] = this.carried;
    into.flags[at] = this.grid.isDaily && this.endS - this.labelS < this.grid.intervalSeconds ? this.flags | CandleFlag.Short : this.flags;
    if (this.isTurnoverKnown) into.turnover[at] = this.turnover.toText();
  }

  /** A row before the first bucket. */
  private pass(series: CandleSeries, row: number): number {
    this.lastTimeS = series.openTimeS[row] as number;
    this.lastEndS = this.lastTimeS + series.stepSeconds;
    this.lastClose = fromScaled(series.close[row] as number, series.scale.priceScale);
    return row + 1;
  }

  private begin(timeS: number, { scale, turnover }: CandleSeries): void {
    this.isOpen = true;
    // Next to the one before, as most are; only then no division is needed.
    this.labelS = timeS === this.endS ? timeS : this.grid.labelOf(timeS);
    this.endS = this.grid.endOf(this.labelS);
    this.previousClose = this.lastEndS === this.labelS ? this.lastClose : Number.NaN;
    this.hasTraded = false;
    this.high = Number.NaN;
    this.observed = 0;
    this.interpolated = 0;
    this.carried = 0;
    this.revision = 0;
    this.flags = 0;
    this.minuteEndS = 0;
    this.volume.reset(scale.volumeScale);
    this.isTurnoverKnown = turnover !== undefined;
    if (this.isTurnoverKnown) this.turnover.reset(0);
    this.contractSize = scale.contractSize;
    this.isContractSizeMixed = false;
    if (scale.contractSize !== this.unitText) {
      this.unitText = scale.contractSize;
      this.unit = scale.contractSize === undefined ? undefined : readUnit(scale.contractSize);
    }
  }

  /** Adds the rows of the open bucket that stand side by side in one series; answers the first row after them. */
  private addRun(series: CandleSeries, from: number): number {
    const { length, openTimeS, open, high, low, close, volume, origin, flags, stepSeconds } = series;
    const { endS } = this;
    let hasTraded = this.hasTraded;
    let isFirst = true;
    let o = 0;
    let h = 0;
    let l = 0;
    let c = 0;
    let sum = 0;
    let bits = 0;
    let observed = 0;
    let interpolated = 0;
    let carried = 0;
    let { lastTimeS, minuteEndS } = this;
    let row = from;
    for (; row < length; row += 1) {
      const timeS = openTimeS[row] as number;
      if (timeS >= endS) break;
      if (timeS <= lastTimeS) throw new RangeError(`roll-up: found ${timeS} after ${lastTimeS}, expected time order`);
      lastTimeS = timeS;
      if (timeS >= minuteEndS) {
        minuteEndS = timeS - (timeS % 60) + 60;
        this.revision += series.revision[row] as number;
      }
      const own = flags[row] as number;
      const amount = volume[row] as number;
      bits |= own;
      const code = origin[row] as number;
      if (code === OriginCode.Interpolated) interpolated += 1;
      else if (code === OriginCode.Carried) carried += 1;
      else observed += 1;
      if (amount > 0 || (own & CandleFlag.Volumeless) !== 0) {
        if (sum + amount <= Number.MAX_SAFE_INTEGER) sum += amount;
        else {
          this.volume.add(sum, series.scale.volumeScale);
          sum = amount;
        }
        if (!hasTraded) {
          // What stood before the first trade does not count.
          hasTraded = true;
          isFirst = true;
          this.high = Number.NaN;
        }
      } else if (hasTraded) continue;
      if (isFirst) {
        isFirst = false;
        o = open[row] as number;
        h = high[row] as number;
        l = low[row] as number;
      } else {
        const top = high[row] as number;
        const bottom = low[row] as number;
        if (top > h) h = top;
        if (bottom < l) l = bottom;
      }
      c = close[row] as number;
    }
    this.hasTraded = hasTraded;
    this.flags |= bits;
    this.minuteEndS = minuteEndS;
    this.lastTimeS = lastTimeS;
    this.lastEndS = lastTimeS + stepSeconds;
    this.lastClose = fromScaled(close[row - 1] as number, series.scale.priceScale);
    if (!isFirst) this.mergePrices(series, o, h, l, c);
    if (sum > 0) this.volume.add(sum, series.scale.volumeScale);
    if (this.contractSize !== series.scale.contractSize) this.isContractSizeMixed = true;
    this.count(series, from, row, observed, interpolated, carried);
    if (this.isTurnoverKnown) this.addTurnover(series, from, row);
    return row;
  }

  private mergePrices({ scale: { priceScale } }: CandleSeries, o: number, h: number, l: number, c: number): void {
    const high = fromScaled(h, priceScale);
    const low = fromScaled(l, priceScale);
    if (Number.isNaN(this.high)) {
      this.open = fromScaled(o, priceScale);
      this.high = high;
      this.low = low;
    } else {
      if (high > this.high) this.high = high;
      if (low < this.low) this.low = low;
    }
    this.close = fromScaled(c, priceScale);
  }

  private count(series: CandleSeries, from: number, to: number, observed: number, interpolated: number, carried: number): void {
    if (series.stepSeconds === 60) {
      for (let row = from; row < to; row += 1) this.countMinute(series, row);
      return;
    }
    this.observed += observed;
    this.interpolated += interpolated;
    this.carried += carried;
  }

  private countMinute({ origin, flags, observedSeconds, interpolatedSeconds }: CandleSeries, row: number): void {
    let observed = observedSeconds?.[row] ?? 0;
    let interpolated = interpolatedSeconds?.[row] ?? 0;
    if (observedSeconds === undefined && origin[row] === OriginCode.Observed) observed = 60;
    // Of a minute without volume only second 0 is invented; that nothing traded in the others is known.
    if (interpolatedSeconds === undefined && origin[row] === OriginCode.Interpolated)
      interpolated = ((flags[row] as number) & CandleFlag.Volumeless) === 0 ? 60 : 1;
    this.observed += observed;
    this.interpolated += interpolated;
    this.carried += 60 - observed - interpolated;
  }

  private addTurnover({ turnover, scale }: CandleSeries, from: number, to: number): void {
    for (let row = from; row < to; row += 1) {
      const amount = turnover?.[row];
      if (amount === undefined) this.isTurnoverKnown = false;
      else if (amount !== 0n) this.turnover.add(amount, scale.turnoverScale ?? 0);
    }
  }
}
