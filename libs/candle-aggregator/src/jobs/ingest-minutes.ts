import type { Candle, Clock, Instrument, MarketDataInterface } from '@prate/execution-interface';
import { SystemClock } from '@prate/execution-interface';
import type { CandleAggregator } from '../candle-aggregator';
import type { CandleStore, TimeRange } from '../candle-store';
import { lastSettledMs } from '../check-minutes';
import { CandleInputError, type CandleIssue } from '../errors';
import { checkRange } from '../interval';
import type { MinuteInput } from '../minute-input';

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
}

export interface IngestReport {
  readonly symbol: string;
  /** Closed minutes the venue gave. */
  readonly minutesIn: number;
  /** Seconds inserted or updated. */
  readonly rowsStored: number;
  /** Seconds that were there already. */
  readonly unchanged: number;
  /** Missing minutes of the window, from the first known minute on; half-open, ms. */
  readonly gaps: readonly TimeRange[];
  readonly durationMs: number;
}

/**
 * Asks the venue for the closed minutes of a window and stores them with their seconds. Idempotent by (symbol, window): again changes nothing.
 * A minute counts as closed 3 s after its end by the venue's clock; others are left for the next run.
 *
 * @throws {CandleInputError} `range`, or `outside-window` when the venue answers with candles that were not asked for; nothing was stored
 */
export async function ingestMinutes({ symbol, fromMs, toMs }: IngestWindow, sources: IngestSources): Promise<IngestReport> {
  const { marketData, aggregator, store, clock = new SystemClock() } = sources;
  checkRange({ startTs: fromMs, endTs: toMs });
  const startedMs = clock.nowMs();
  // Read before the candles: what was over then is over for good in the answer.
  const serverTimeMs = await marketData.getServerTimeMs();
  const startMs = Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS;
  const endMs = Math.min(Math.ceil(toMs / MINUTE_MS) * MINUTE_MS, lastSettledMs(serverTimeMs));
  const took = (): number => clock.nowMs() - startedMs;
  if (endMs <= startMs) return { symbol, minutesIn: 0, rowsStored: 0, unchanged: 0, gaps: [], durationMs: took() };

  const instrument = await marketData.getInstrument(symbol);
  const candles = await marketData.getCandles({ symbol, intervalSeconds: 60, startMs, endMs });
  checkWindow(candles, { symbol, startMs, endMs });
  const minutes = candles.map(toMinuteInput);
  const stored = await aggregator.processAndStore(minutes, symbol, { instrument: gridOf(instrument), serverTimeMs });
  const gaps = await store.missing(symbol, startMs, endMs);
  return {
    symbol,
    minutesIn: candles.length,
    rowsStored: stored.inserted + stored.updated,
    unchanged: stored.unchanged,
    gaps,
    durationMs: took(),
  };
}

/** The real prices are the base where something traded; the continuous form is kept beside them. */
export function toMinuteInput(candle: Candle): MinuteInput {
  const { traded, stitched, contracts, volume, turnover, openTimeMs, symbol } = candle;
  const base = traded !== undefined && contracts > 0 ? traded : stitched;
  const { open, high, low, close } = base;
  return { symbol, timestamp: openTimeMs, open, high, low, close, volume, contracts, turnover, stitched };
}

function gridOf({ tickSize, contractSize, contractStep }: Instrument): {
  tickSize: Instrument['tickSize'];
  contractSize: Instrument['contractSize'];
  contractStep: Instrument['contractStep'];
} {
  return { tickSize, contractSize, contractStep };
}

function checkWindow(
  candles: readonly Candle[],
  window: { readonly symbol: string; readonly startMs: number; readonly endMs: number },
): void {
  const issues: CandleIssue[] = [];
  const { symbol, startMs, endMs } = window;
  candles.forEach((candle, index) => {
    if (candle.symbol === symbol && candle.intervalSeconds === 60 && candle.openTimeMs >= startMs && candle.openTimeMs < endMs) return;
    issues.push({
      index,
      code: 'outside-window',
      found: `${candle.symbol} ${candle.intervalSeconds} s at ${candle.openTimeMs}`,
      expected: `${symbol} 60 s from ${startMs} to before ${endMs}`,
    });
  });
  if (issues.length > 0) throw new CandleInputError('ingestMinutes', issues);
}
