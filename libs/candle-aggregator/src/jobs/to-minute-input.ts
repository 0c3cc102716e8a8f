import type { Candle } from '@prate/execution-interface';
import type { MinuteInput } from '../minute-input';

/** The real prices are the base where something traded; the continuous form is kept beside them. */
export function toMinuteInput(candle: Candle): MinuteInput {
  const { traded, stitched, contracts, volume, turnover, openTimeMs, symbol } = candle;
  const base = traded !== undefined && contracts > 0 ? traded : stitched;
  const { open, high, low, close } = base;
  return { symbol, timestamp: openTimeMs, open, high, low, close, volume, contracts, turnover, stitched };
}
