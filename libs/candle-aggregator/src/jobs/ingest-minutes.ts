import type { Clock, Instrument, MarketDataInterface } from '@prate/execution-interface';
import { SystemClock } from '@prate/execution-interface';
import type { CandleAggregator } from '../candle-aggregator';
import type { CandleGrid } from '../candle-grid';
import type { CandleStore, TimeRange } from '../candle-store';
import { lastSettledMs } from '../check-minutes';
import { type BackfillPage, backfillPages } from '../feed/backfill';
import { untilAborted } from '../feed/until-aborted';
import type { VenueTime } from '../feed/venue-time';
import { checkRange } from '../interval';
import type { JobControl } from './job-control';
import { type SkippedMinute, storeCandles } from './store-candles';

const MINUTE_MS = 60_000;

/** Minutes whose start lies in `[fromMs, toMs)`, ms since 1970. */
export interface IngestWindow {
  readonly symbol: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface IngestSources {
  readonly marketData: Pick<MarketDataInterface, 'getServerTimeMs' | 'getInstrument' | 'getCandles'>;
  readonly aggregator: CandleAggregator;
  readonly store: CandleStore;
  /** Only measures how long it took; what is over is decided by the venue's clock. */
  readonly clock?: Clock;
  /** Spares the questions for the venue's time; without it each window asks for it. */
  readonly venueTime?: VenueTime;
  /** Told of each page after its minutes were stored; for a feed that waits for them. */
  readonly onPage?: (page: BackfillPage) => void;
  /** Told of minutes the venue gave that cannot be a candle: not stored, missing still, and told again each time they are given. */
  readonly onSkipped?: (skipped: readonly SkippedMinute[]) => void;
}

export interface IngestReport {
  readonly symbol: string;
  /** Closed minutes the venue gave. */
  readonly minutesIn: number;
  /** Seconds inserted or updated. */
  readonly rowsStored: number;
  /** Seconds that were there already. */
  readonly unchanged: number;
  /** Minutes the venue gave that cannot be a candle; at most 100 a page. They hold up no other. */
  readonly skipped: readonly SkippedMinute[];
  /** Missing minutes of the window, from the first known minute on; half-open, ms. */
  readonly gaps: readonly TimeRange[];
  readonly durationMs: number;
}

/** A page whose closed minutes are stored. */
export interface StoredPage extends BackfillPage {
  /** Closed minutes the venue gave, without those that the page before gave already. */
  readonly minutesIn: number;
  /** Seconds inserted or updated, and seconds that were there already. */
  readonly rowsStored: number;
  readonly unchanged: number;
  readonly skipped: readonly SkippedMinute[];
}

/**
 * Asks the venue for the closed minutes of a window and stores them with their seconds, page by page, oldest first. Idempotent by (symbol,
 * window): again changes nothing. A minute counts as closed 3 s after its end by the venue's clock; others are left for the next run. After an
 * abort or a failure the pages before it are stored.
 *
 * @throws {CandleInputError} `range`, or `outside-window` when the venue answers with candles that were not asked for: of that page nothing was stored
 */
export async function ingestMinutes(window: IngestWindow, sources: IngestSources, control: JobControl = {}): Promise<IngestReport> {
  const { symbol } = window;
  const { store, clock = new SystemClock() } = sources;
  const startedMs = clock.nowMs();
  const sum = { minutesIn: 0, rowsStored: 0, unchanged: 0 };
  const skipped: SkippedMinute[] = [];
  let gaps: readonly TimeRange[] = [];
  let firstMs: number | undefined;
  let lastMs = 0;
  for await (const page of ingestPages(window, sources, control)) {
    sum.minutesIn += page.minutesIn;
    sum.rowsStored += page.rowsStored;
    sum.unchanged += page.unchanged;
    skipped.push(...page.skipped);
    firstMs ??= page.fromMs;
    lastMs = page.toMs;
  }
  if (firstMs !== undefined) gaps = await store.missing(symbol, firstMs, lastMs);
  return { symbol, ...sum, skipped, gaps, durationMs: clock.nowMs() - startedMs };
}

/** {@link ingestMinutes}, a page at a time: each is told after it was stored. Progress counts minutes of the window. */
export async function* ingestPages(
  { symbol, fromMs, toMs }: IngestWindow,
  { marketData, aggregator, venueTime, onPage, onSkipped }: IngestSources,
  { signal, fence, pace, onProgress }: JobControl = {},
): AsyncGenerator<StoredPage> {
  checkRange({ startTs: fromMs, endTs: toMs });
  const startMs = Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS;
  // Read before the candles: what was over then is over for good in the answer.
  const endMs = Math.min(
    Math.ceil(toMs / MINUTE_MS) * MINUTE_MS,
    lastSettledMs(await untilAborted(serverTime({ marketData, venueTime }), signal)),
  );
  if (endMs <= startMs) return;
  const instrument = gridOf(await untilAborted(marketData.getInstrument(symbol), signal));
  const reading = {
    marketData,
    ...(venueTime === undefined ? {} : { venueTime }),
    ...(signal === undefined ? {} : { signal }),
    ...(pace === undefined ? {} : { pace }),
  };
  let throughMs = -1;
  for await (const page of backfillPages({ symbol, fromMs: startMs, toMs: endMs }, reading)) {
    const { candles, askedAtMs } = page;
    const options = { instrument, serverTimeMs: askedAtMs, ...(fence === undefined ? {} : { fence }) };
    const stored = await storeCandles(candles, { symbol, aggregator, options });
    const minutesIn = new Set(candles.map(({ openTimeMs }) => openTimeMs).filter((openMs) => openMs > throughMs)).size;
    throughMs = candles.reduce((latest, { openTimeMs }) => Math.max(latest, openTimeMs), throughMs);
    if (stored.skipped.length > 0) onSkipped?.(stored.skipped);
    onPage?.(page);
    onProgress?.({ symbol, done: (page.toMs - startMs) / MINUTE_MS, total: (endMs - startMs) / MINUTE_MS, atMs: page.toMs });
    yield { ...page, minutesIn, rowsStored: stored.inserted + stored.updated, unchanged: stored.unchanged, skipped: stored.skipped };
  }
}

/** The venue's clock, ms since 1970. */
export function serverTime({
  marketData,
  venueTime,
}: Pick<IngestSources, 'marketData'> & { readonly venueTime?: VenueTime | undefined }): Promise<number> {
  return venueTime === undefined ? marketData.getServerTimeMs() : venueTime.nowMs();
}

/** What candles need of an instrument. */
export function gridOf({ tickSize, contractSize, contractStep }: Instrument): CandleGrid {
  return { tickSize, contractSize, contractStep };
}
