import { type CandleFlagName, flagNames } from './candle-flag';
import { type SecondOrigin, originName } from './candle-origin';
import type { CandleSeries } from './candle-series';
import { fromScaled } from './scaled-number';

/** One second: covers `[timestamp, timestamp + 1000)`. */
export interface SecondCandle {
  readonly symbol: string;
  readonly series: 'trade';
  /** Start, ms since 1970. */
  readonly timestamp: number;
  /** Quote currency, as are high, low and close. */
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Base quantity, or the unit of plain input. */
  readonly volume: number;
  readonly origin: SecondOrigin;
  readonly status: 'final' | 'revised';
  /** Of the minute it lies in. */
  readonly revision: number;
  readonly flags: readonly CandleFlagName[];
}

/** One row of a series as an object. */
export function toSecondCandle(symbol: string, series: CandleSeries, row: number): SecondCandle {
  const { priceScale, volumeScale } = series.scale;
  const price = (column: Float64Array): number => fromScaled(column[row] as number, priceScale);
  const revision = series.revision[row] as number;
  return {
    symbol,
    series: 'trade',
    timestamp: (series.openTimeS[row] as number) * 1000,
    open: price(series.open),
    high: price(series.high),
    low: price(series.low),
    close: price(series.close),
    volume: fromScaled(series.volume[row] as number, volumeScale),
    origin: originName(series.origin[row] as number),
    status: revision > 0 ? 'revised' : 'final',
    revision,
    flags: flagNames(series.flags[row] as number),
  };
}
