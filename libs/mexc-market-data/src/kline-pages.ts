import { KLINE_PAGE_ROWS, type KlineInterval, klineIntervalSeconds } from '@prate/mexc-protocol';
import { CandleQueryError } from './errors';

/** Seconds since the epoch, both inclusive, as the venue's `start` and `end` are. */
export interface KlinePage {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

const HOUR_SECONDS = 3_600;

/**
 * The windows that cover every bar with its open time in `[startMs, endMs)`, oldest first.
 *
 * A window holds at most 1,999 bars, one below the venue's cap, for which end of a wider answer is cut off is undocumented (reference 4.7).
 * The last bar of a window is the first of the next: a bar on the seam is then read twice rather than never.
 *
 * @throws {CandleQueryError} for bounds that are no times, or reversed
 */
export function* klinePages({
  interval,
  startMs,
  endMs,
  asking,
}: {
  interval: KlineInterval;
  startMs: number;
  endMs: number;
  /** For error messages: operation and symbol. */
  asking: string;
}): Generator<KlinePage> {
  for (const [name, value] of Object.entries({ startMs, endMs })) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new CandleQueryError(
        'time-invalid',
        `${asking}: ${name}: found ${value}, expected whole milliseconds since 1970-01-01T00:00:00Z`,
      );
    }
  }
  if (endMs < startMs)
    throw new CandleQueryError('range-reversed', `${asking}: found endMs ${endMs} before startMs ${startMs}, expected it not to be`);

  const barSeconds = klineIntervalSeconds[interval];
  // A bar opened before the start is not asked for. Where longer bars begin is not documented, so their start is left as it is.
  const gridSeconds = barSeconds <= HOUR_SECONDS ? barSeconds : 1;
  const firstSeconds = Math.ceil(startMs / 1_000 / gridSeconds) * gridSeconds;
  const lastSeconds = Math.ceil(endMs / 1_000) - 1;
  const spanSeconds = (KLINE_PAGE_ROWS - 2) * barSeconds;

  for (let startSeconds = firstSeconds; startSeconds <= lastSeconds; startSeconds += spanSeconds) {
    const endSeconds = Math.min(startSeconds + spanSeconds, lastSeconds);
    yield { startSeconds, endSeconds };
    if (endSeconds === lastSeconds) return;
  }
}
