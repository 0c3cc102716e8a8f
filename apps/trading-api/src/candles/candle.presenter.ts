import type { AggregatedCandle } from '@prate/candle-aggregator';
import type { CandleListDto } from './candle.dto';

/** A candle as it leaves: prices and volume as numbers, its time named by its unit, its origin counted in seconds. */
export function presentCandle(candle: AggregatedCandle): CandleListDto['data'][number] {
  const { timestamp, open, high, low, close, volume, origin, status, coverage } = candle;
  const { observedSeconds, interpolatedSeconds, carriedSeconds, revision, flags } = candle;
  return {
    openTimeMs: timestamp,
    open,
    high,
    low,
    close,
    volume,
    origin,
    status,
    coverage,
    observedSeconds,
    interpolatedSeconds,
    carriedSeconds,
    revision,
    flags: [...flags],
  };
}
