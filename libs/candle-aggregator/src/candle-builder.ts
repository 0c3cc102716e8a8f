import type { DecimalText } from '@prate/execution-interface';
import type { AggregatedCandle } from './aggregated-candle';
import { CandleFlag, flagNames } from './candle-flag';
import { OriginCode, bucketOrigin } from './candle-origin';
import type { CandleSeries, SeriesScale } from './candle-series';
import { isTraded } from './minute';
import { fromScaled, fromScaledBig, powerOfTen } from './scaled-number';

/**
 * One bucket while it grows: first, max, min, last, sum. Prices are compared as the doubles that leave the house, which keep their order;
 * volume is summed in whole numbers, in big integers from 2^53 on.
 */
export class CandleBuilder {
  private open = 0;
  private high = 0;
  private low = 0;
  private close = 0;
  private hasTraded = false;
  private volume: number | bigint = 0;
  private volumeScale = 0;
  private contractSize: DecimalText | undefined | 'mixed';
  private observed = 0;
  private interpolated = 0;
  private carried = 0;
  private revision = 0;
  private lastMinuteS = -1;
  private flags = 0;

  constructor(
    /** Whole seconds since 1970. */
    readonly labelS: number,
    readonly intervalSeconds: number,
  ) {}

  get presentSeconds(): number {
    return this.observed + this.interpolated + this.carried;
  }

  add(series: CandleSeries, row: number): void {
    const { scale } = series;
    const volume = series.volume[row] as number;
    const flags = series.flags[row] as number;
    const isFirst = this.presentSeconds === 0;
    if (isFirst) this.adoptScale(scale);
    this.addPrices(series, row, isTraded(volume, flags), isFirst);
    if (volume > 0) this.addVolume(volume, scale);
    if (this.contractSize !== scale.contractSize) this.contractSize = 'mixed';
    this.flags |= flags;
    const timeS = series.openTimeS[row] as number;
    const minuteS = timeS - (timeS % 60);
    if (minuteS !== this.lastMinuteS) {
      this.lastMinuteS = minuteS;
      this.revision += series.revision[row] as number;
    }
    this.count(series.stepSeconds, series.origin[row] as number, flags);
  }

  /** The finished bucket. `nowMs`: the venue's clock, for a bucket that is not complete. */
  build(symbol: string, { nowMs, settleMs }: { readonly nowMs: number; readonly settleMs: number }): AggregatedCandle {
    const { labelS, intervalSeconds, observed, interpolated, carried, revision } = this;
    const present = this.presentSeconds;
    const isOver = nowMs >= (labelS + intervalSeconds) * 1000 + settleMs;
    // Seconds exist only of minutes that are over, so a bucket that has them all is final whatever a clock says.
    const complete = revision > 0 ? 'revised' : 'final';
    const contracts = this.contracts();
    return {
      symbol,
      series: 'trade',
      timestamp: labelS * 1000,
      intervalSeconds,
      open: this.open,
      high: this.high,
      low: this.low,
      close: this.close,
      volume: divided(this.volume, this.volumeScale),
      ...(contracts === undefined ? {} : { contracts }),
      origin: bucketOrigin({ observed, interpolated }),
      observedSeconds: observed,
      interpolatedSeconds: interpolated,
      carriedSeconds: carried,
      coverage: present / intervalSeconds,
      status: present === intervalSeconds ? complete : isOver ? 'incomplete' : 'forming',
      revision,
      flags: flagNames(this.flags),
    };
  }

  private adoptScale(scale: SeriesScale): void {
    this.volumeScale = scale.volumeScale;
    this.contractSize = scale.contractSize;
  }

  /** Over the traded rows; as long as there is none, over all of them. */
  private addPrices(series: CandleSeries, row: number, isRowTraded: boolean, isFirst: boolean): void {
    if (this.hasTraded && !isRowTraded) return;
    const { priceScale } = series.scale;
    const high = fromScaled(series.high[row] as number, priceScale);
    const low = fromScaled(series.low[row] as number, priceScale);
    if (isFirst || (isRowTraded && !this.hasTraded)) {
      this.open = fromScaled(series.open[row] as number, priceScale);
      this.high = high;
      this.low = low;
    } else {
      if (high > this.high) this.high = high;
      if (low < this.low) this.low = low;
    }
    this.close = fromScaled(series.close[row] as number, priceScale);
    if (isRowTraded) this.hasTraded = true;
  }

  private addVolume(volume: number, { volumeScale }: SeriesScale): void {
    if (typeof this.volume === 'number' && volumeScale === this.volumeScale) {
      const sum = this.volume + volume;
      this.volume = sum <= Number.MAX_SAFE_INTEGER ? sum : BigInt(this.volume) + BigInt(volume);
      return;
    }
    const scale = Math.max(volumeScale, this.volumeScale);
    const sum = BigInt(this.volume) * 10n ** BigInt(scale - this.volumeScale) + BigInt(volume) * 10n ** BigInt(scale - volumeScale);
    this.volume = sum <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(sum) : sum;
    this.volumeScale = scale;
  }

  /** Volume by contract size, where one size holds for the whole bucket. */
  private contracts(): number | undefined {
    if (this.contractSize === undefined || this.contractSize === 'mixed') return undefined;
    const [, fraction = ''] = this.contractSize.split('.');
    const size = BigInt(this.contractSize.replace('.', ''));
    const scale = Math.max(fraction.length, this.volumeScale);
    const volume = BigInt(this.volume) * 10n ** BigInt(scale - this.volumeScale);
    const unit = size * 10n ** BigInt(scale - fraction.length);
    return volume % unit === 0n ? Number(volume / unit) : fromScaledBig((volume * 10n ** 12n) / unit, 12);
  }

  private count(stepSeconds: 1 | 60, origin: number, flags: number): void {
    if (origin === OriginCode.Observed) this.observed += stepSeconds;
    else if (origin === OriginCode.Carried) this.carried += stepSeconds;
    else if (stepSeconds === 60 && (flags & CandleFlag.Volumeless) !== 0) {
      this.interpolated += 1;
      this.carried += 59;
    } else this.interpolated += stepSeconds;
  }
}

function divided(volume: number | bigint, scale: number): number {
  return typeof volume === 'number' ? volume / powerOfTen(scale) : fromScaledBig(volume, scale);
}
