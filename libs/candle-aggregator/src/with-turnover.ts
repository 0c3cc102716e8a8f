import type { DecimalText } from '@prate/execution-interface';
import { decimalPlaces } from '@prate/execution-interface/decimal';
import { CandleFlag } from './candle-flag';
import { CandleSeries } from './candle-series';
import type { Minute } from './minute';
import type { ObservedMinute } from './observed-minute';
import { MAX_SCALE } from './scaled-number';
import { shareTurnover } from './share-turnover';

/** The seconds of a final minute with the turnover of each; as they are where the minute's turnover is not known. */
export function secondsWithTurnover(minute: Minute, seconds: CandleSeries, observed: ObservedMinute | undefined): CandleSeries {
  if (seconds.length !== 60) return seconds;
  // What contradicts the minute is no part of it.
  const isDisputed = (minute.flags & CandleFlag.Disputed) !== 0;
  const known = new Map<number, DecimalText>();
  for (const { openTimeS, turnover } of isDisputed ? [] : (observed?.seconds ?? []))
    if (turnover !== undefined) known.set(openTimeS, turnover);
  const shares = shareTurnover(minute, seconds, { known });
  if (shares === undefined) return seconds;
  const carrying = withScale(seconds, shares.turnoverScale);
  carrying.turnover = shares.turnover;
  if (shares.isVwapOutside)
    for (let row = 0; row < 60; row += 1) carrying.flags[row] = (carrying.flags[row] as number) | CandleFlag.VwapOutside;
  return carrying;
}

/** Observed seconds whose minute is not final, with the turnover of each; as they are where one that traded has none. */
export function observedWithTurnover(seconds: CandleSeries, observed: ObservedMinute): CandleSeries {
  const texts = observed.seconds.map(({ turnover, volume }) => turnover ?? (volume === 0 ? ('0' as DecimalText) : undefined));
  if (texts.some((text) => text === undefined)) return seconds;
  const turnoverScale = Math.min(MAX_SCALE, Math.max(0, ...texts.map((text) => decimalPlaces(text ?? '0'))));
  const carrying = withScale(seconds, turnoverScale);
  carrying.turnover = texts.map((text) => toUnits(text ?? '0', turnoverScale));
  return carrying;
}

/** A series of one minute with its own turnover. */
export function minuteWithTurnover(minute: Minute, series: CandleSeries): CandleSeries {
  if (minute.turnover === undefined) return series;
  const turnoverScale = decimalPlaces(minute.turnover);
  const carrying = withScale(series, turnoverScale);
  carrying.turnover = [toUnits(minute.turnover, turnoverScale)];
  return carrying;
}

/** The same columns under a scale that also tells how turnover is read. */
function withScale(series: CandleSeries, turnoverScale: number): CandleSeries {
  const carrying = new CandleSeries(series.stepSeconds, { ...series.scale, turnoverScale }, series.length);
  for (const column of ['openTimeS', 'open', 'high', 'low', 'close', 'volume', 'origin', 'flags', 'revision'] as const)
    carrying[column].set(series[column].subarray(0, series.length));
  carrying.observedSeconds = series.observedSeconds;
  carrying.interpolatedSeconds = series.interpolatedSeconds;
  carrying.length = series.length;
  return carrying;
}

function toUnits(text: DecimalText, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
}
