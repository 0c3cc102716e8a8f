import type { DecimalText } from '@prate/execution-interface';
import { SECOND_SETTLE_MS } from './aggregated-candle';
import { type CandleFlagName, flagNames } from './candle-flag';
import { OriginCode, type SecondOrigin, originName } from './candle-origin';
import type { CandleSeries } from './candle-series';
import { ExactSum, readUnit } from './exact-sum';
import { fromScaled } from './scaled-number';
import { DEFAULT_SERIES, type SeriesName } from './series-name';

/** One second: covers `[timestamp, timestamp + 1000)`. */
export interface SecondCandle {
  readonly symbol: string;
  readonly series: SeriesName;
  /** Start, ms since 1970. */
  readonly timestamp: number;
  /** Quote currency, as are high, low and close. */
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Base quantity, or the unit of plain input. */
  readonly volume: number;
  /** The venue's count; absent where the contract size is not known. */
  readonly contracts?: number;
  /** Decimal text, quote coin (linear) or base coin (inverse); only where asked for and known. */
  readonly turnover?: DecimalText;
  readonly origin: SecondOrigin;
  /** `forming`: observed, and not settled yet; `revised`: final, of a corrected minute. */
  readonly status: 'forming' | 'final' | 'revised';
  /** Of the minute it lies in. */
  readonly revision: number;
  readonly flags: readonly CandleFlagName[];
}

export interface SecondView {
  readonly series?: SeriesName;
  /** The venue's clock, ms since 1970; where absent, all is settled. */
  readonly nowMs?: number;
}

const sum = new ExactSum();

/** One row of a series as an object. */
export function toSecondCandle(symbol: string, rows: CandleSeries, row: number, view: SecondView = {}): SecondCandle {
  const { series = DEFAULT_SERIES, nowMs = Infinity } = view;
  const { priceScale, volumeScale, contractSize, turnoverScale = 0 } = rows.scale;
  const revision = rows.revision[row] as number;
  const timeS = rows.openTimeS[row] as number;
  const volume = rows.volume[row] as number;
  const origin = rows.origin[row] as number;
  const candle: { -readonly [Name in keyof SecondCandle]: SecondCandle[Name] } = {
    symbol,
    series,
    timestamp: timeS * 1000,
    open: fromScaled(rows.open[row] as number, priceScale),
    high: fromScaled(rows.high[row] as number, priceScale),
    low: fromScaled(rows.low[row] as number, priceScale),
    close: fromScaled(rows.close[row] as number, priceScale),
    volume: fromScaled(volume, volumeScale),
    origin: originName(origin),
    status: revision > 0 ? 'revised' : 'final',
    revision,
    flags: flagNames(rows.flags[row] as number),
  };
  if (origin !== OriginCode.Interpolated && nowMs < (timeS + 1) * 1000 + SECOND_SETTLE_MS) candle.status = 'forming';
  if (contractSize !== undefined) {
    sum.reset(volumeScale);
    sum.add(volume, volumeScale);
    candle.contracts = sum.dividedBy(readUnit(contractSize));
  }
  const turnover = rows.turnover?.[row];
  if (turnover !== undefined) {
    sum.reset(0);
    sum.add(turnover, turnoverScale);
    candle.turnover = sum.toText();
  }
  return candle;
}
