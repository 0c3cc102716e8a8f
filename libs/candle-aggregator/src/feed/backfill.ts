import type { Candle, MarketDataInterface } from '@prate/execution-interface';
import { CandleInputError, type CandleIssue } from '../errors';
import type { RequestPace } from './request-pace';
import { untilAborted } from './until-aborted';
import type { VenueTime } from './venue-time';

const MINUTE_MS = 60_000;
/** One below the rows a venue gives at most, so that neither of its ends is cut off. */
export const PAGE_MINUTES = 1_999;

/** Minutes whose start lies in `[fromMs, toMs)`; both on whole minutes, ms since 1970. */
export interface BackfillRange {
  readonly symbol: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What one question answered. */
export interface BackfillPage {
  /** What was asked: every candle the venue has from here … */
  readonly fromMs: number;
  /** … to before here. */
  readonly toMs: number;
  /** In time order, the running one included where it lies in the range. */
  readonly candles: readonly Candle[];
  /** The venue's clock before it was asked, ms since 1970: what was over then is over for good in the answer. */
  readonly askedAtMs: number;
}

export interface BackfillOptions {
  readonly marketData: Pick<MarketDataInterface, 'getCandles' | 'getServerTimeMs'>;
  /** Spares a question for the time before each page; without it the venue is asked. */
  readonly venueTime?: VenueTime;
  /** Ends it at once, also while the venue does not answer. Rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Waited for before each question. */
  readonly pace?: RequestPace;
}

/**
 * Minutes of any length of time, oldest first, one question a page: windows of at most 1,999 minutes, of which the last minute is the first of
 * the next window. To go on after an end, ask from the `toMs` of the last page on.
 *
 * @throws {CandleInputError} `outside-window` when the venue answers with candles that were not asked for; that page is not told
 */
export async function* backfillPages(
  { symbol, fromMs, toMs }: BackfillRange,
  { marketData, venueTime, signal, pace }: BackfillOptions,
): AsyncGenerator<BackfillPage> {
  const lastMs = toMs - MINUTE_MS;
  for (let startMs = fromMs; startMs <= lastMs;) {
    const endMs = Math.min(startMs + (PAGE_MINUTES - 1) * MINUTE_MS, lastMs);
    signal?.throwIfAborted();
    await pace?.turn(signal);
    const askedAtMs = await untilAborted(venueTime === undefined ? marketData.getServerTimeMs() : venueTime.nowMs(), signal);
    // One millisecond after the last minute's start: that minute belongs to the window, and nothing after it.
    const asking = marketData.getCandles({ symbol, intervalSeconds: 60, startMs, endMs: endMs + 1 });
    const candles = await untilAborted(asking, signal);
    requireInside(candles, { symbol, startMs, endMs });
    yield { fromMs: startMs, toMs: endMs + MINUTE_MS, candles, askedAtMs };
    if (endMs === lastMs) return;
    startMs = endMs;
  }
}

function requireInside(candles: readonly Candle[], { symbol, startMs, endMs }: { symbol: string; startMs: number; endMs: number }): void {
  const issues: CandleIssue[] = [];
  candles.forEach((candle, index) => {
    if (candle.symbol === symbol && candle.intervalSeconds === 60 && candle.openTimeMs >= startMs && candle.openTimeMs <= endMs) return;
    issues.push({
      index,
      code: 'outside-window',
      found: `${candle.symbol} ${candle.intervalSeconds} s at ${candle.openTimeMs}`,
      expected: `${symbol} 60 s from ${startMs} to ${endMs}`,
    });
  });
  if (issues.length > 0) throw new CandleInputError('backfillPages', issues);
}
