import { CandleSeries } from './candle-series';

/** Rows with their open time in `[fromS, toS)`, whole seconds; the series itself where that is all of them. Rows are in time order. */
export function cutSeries(series: CandleSeries, fromS: number, toS: number): CandleSeries {
  const { length, openTimeS } = series;
  let start = 0;
  while (start < length && (openTimeS[start] as number) < fromS) start += 1;
  let end = length;
  while (end > start && (openTimeS[end - 1] as number) >= toS) end -= 1;
  if (start === 0 && end === length) return series;
  const part = new CandleSeries(series.stepSeconds, series.scale, end - start);
  part.openTimeS.set(openTimeS.subarray(start, end));
  for (const column of ['open', 'high', 'low', 'close', 'volume'] as const) part[column].set(series[column].subarray(start, end));
  part.origin.set(series.origin.subarray(start, end));
  part.flags.set(series.flags.subarray(start, end));
  part.revision.set(series.revision.subarray(start, end));
  part.turnover = series.turnover?.slice(start, end);
  part.observedSeconds = series.observedSeconds?.slice(start, end);
  part.interpolatedSeconds = series.interpolatedSeconds?.slice(start, end);
  part.length = end - start;
  return part;
}
