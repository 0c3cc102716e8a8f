import type { BucketSeries } from './bucket-series';
import { CandleFlag } from './candle-flag';
import { OriginCode } from './candle-origin';
import type { CandleSeries } from './candle-series';
import { type DecimalUnit, ExactSum, readUnit } from './exact-sum';
import { BucketGrid } from './interval';
import { fromScaled } from './scaled-number';

/** What is true of all rows of a series. */
interface SeriesShape {
  /** Whether a row does not follow the one before it at once. */
  readonly hasHoles: boolean;
  /** Whether a row lies in a minute that was corrected. */
  readonly hasRevisions: boolean;
}

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
    const shape = this.shapeOf(series);
    let row = 0;
    while (row < length && (openTimeS[row] as number) < this.fromS) row = this.pass(series, row);
    while (row < length) {
      const timeS = openTimeS[row] as number;
      if (!this.isOpen || timeS >= this.endS) {
        this.end(into);
        this.begin(timeS, series);
      }
      const end = this.endOfRun(series, row, shape);
      this.addRun(series, row, end, shape);
      row = end;
    }
    // Where the next series begins within the same minute, that minute is counted already.
    if (length > 0 && !shape.hasRevisions) this.minuteEndS = endOfMinute(openTimeS[length - 1] as number);
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

  /** Looks once over the columns, so that no bucket has to look again. */
  private shapeOf({ openTimeS, revision, length, stepSeconds }: CandleSeries): SeriesShape {
    let lastS = this.lastTimeS;
    let hasHoles = false;
    let revisions = 0;
    for (let row = 0; row < length; row += 1) {
      const timeS = openTimeS[row] as number;
      if (timeS !== lastS + stepSeconds) {
        if (timeS <= lastS) throw new RangeError(`roll-up: found ${timeS} after ${lastS}, expected time order`);
        if (row > 0) hasHoles = true;
      }
      lastS = timeS;
      revisions |= revision[row] as number;
    }
    return { hasHoles, hasRevisions: revisions !== 0 };
  }

  /** The first row that is not of the open bucket. */
  private endOfRun({ openTimeS, length, stepSeconds }: CandleSeries, from: number, { hasHoles }: SeriesShape): number {
    const { endS } = this;
    if (!hasHoles) return Math.min(length, from + Math.ceil((endS - (openTimeS[from] as number)) / stepSeconds));
    let row = from + 1;
    while (row < length && (openTimeS[row] as number) < endS) row += 1;
    return row;
  }

  /** Adds rows of the open bucket that stand side by side in one series. */
  private addRun(series: CandleSeries, from: number, to: number, shape: SeriesShape): void {
    const { high, low, close, volume, origin, flags, scale } = series;
    let first = -1;
    let last = from;
    let h = 0;
    let l = 0;
    let sum = 0;
    let bits = 0;
    let interpolated = 0;
    let carried = 0;
    for (let row = from; row < to; row += 1) {
      const own = flags[row] as number;
      const amount = volume[row] as number;
      const code = origin[row] as number;
      bits |= own;
      if (code === OriginCode.Interpolated) interpolated += 1;
      else if (code === OriginCode.Carried) carried += 1;
      if (amount === 0 && (own & CandleFlag.Volumeless) === 0) continue;
      sum += amount;
      const top = high[row] as number;
      const bottom = low[row] as number;
      if (first < 0) {
        first = row;
        h = top;
        l = bottom;
      } else {
        if (top > h) h = top;
        if (bottom < l) l = bottom;
      }
      last = row;
    }
    this.flags |= bits;
    if (first >= 0) {
      // What stood before the first trade does not count.
      if (!this.hasTraded) this.high = Number.NaN;
      this.hasTraded = true;
      this.mergePrices(series, first, h, l, last);
      this.addVolume(series, from, to, sum);
    } else if (!this.hasTraded) this.mergeQuiet(series, from, to);
    this.lastTimeS = series.openTimeS[to - 1] as number;
    this.lastEndS = this.lastTimeS + series.stepSeconds;
    this.lastClose = fromScaled(close[to - 1] as number, scale.priceScale);
    if (this.contractSize !== scale.contractSize) this.isContractSizeMixed = true;
    if (shape.hasRevisions) this.addRevisions(series, from, to);
    this.count(series, from, to, interpolated, carried);
    if (this.isTurnoverKnown) this.addTurnover(series, from, to);
  }

  /** Prices of rows without a trade, where there was none before either. */
  private mergeQuiet(series: CandleSeries, from: number, to: number): void {
    const { high, low } = series;
    let h = high[from] as number;
    let l = low[from] as number;
    for (let row = from + 1; row < to; row += 1) {
      if ((high[row] as number) > h) h = high[row] as number;
      if ((low[row] as number) < l) l = low[row] as number;
    }
    this.mergePrices(series, from, h, l, to - 1);
  }

  private mergePrices({ open, close, scale: { priceScale } }: CandleSeries, first: number, h: number, l: number, last: number): void {
    const high = fromScaled(h, priceScale);
    const low = fromScaled(l, priceScale);
    if (Number.isNaN(this.high)) {
      this.open = fromScaled(open[first] as number, priceScale);
      this.high = high;
      this.low = low;
    } else {
      if (high > this.high) this.high = high;
      if (low < this.low) this.low = low;
    }
    this.close = fromScaled(close[last] as number, priceScale);
  }

  /** @param sum of the rows, as doubles add it: exact where it stays below 2^53 */
  private addVolume({ volume, scale: { volumeScale } }: CandleSeries, from: number, to: number, sum: number): void {
    if (sum === 0) return;
    if (sum <= Number.MAX_SAFE_INTEGER) this.volume.add(sum, volumeScale);
    else for (let row = from; row < to; row += 1) this.volume.add(volume[row] as number, volumeScale);
  }

  /** The revision of each minute the bucket touches, once. */
  private addRevisions({ openTimeS, revision }: CandleSeries, from: number, to: number): void {
    for (let row = from; row < to; row += 1) {
      const timeS = openTimeS[row] as number;
      if (timeS < this.minuteEndS) continue;
      this.minuteEndS = endOfMinute(timeS);
      this.revision += revision[row] as number;
    }
  }

  private count(series: CandleSeries, from: number, to: number, interpolated: number, carried: number): void {
    if (series.stepSeconds === 60) {
      for (let row = from; row < to; row += 1) this.countMinute(series, row);
      return;
    }
    this.observed += to - from - interpolated - carried;
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

function endOfMinute(timeS: number): number {
  return timeS - (timeS % 60) + 60;
}
