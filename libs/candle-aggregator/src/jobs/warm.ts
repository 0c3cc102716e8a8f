import type { CandleAggregator } from '../candle-aggregator';
import type { IngestWindow } from './ingest-minutes';
import type { JobControl } from './job-control';

export interface WarmWindow extends IngestWindow {
  /** Bucket lengths that are asked for often, whole seconds from 2 to 600. */
  readonly intervalsSeconds: readonly number[];
}

export interface WarmReport {
  readonly symbol: string;
  /** Buckets read, all lengths together. */
  readonly buckets: number;
}

/**
 * Reads the buckets of a window, so that who asks next finds them cached. Run every ten minutes for what is shown often; a missed run is skipped.
 * Progress counts lengths.
 *
 * @throws {CandleInputError} `interval-invalid` or `range`
 */
export async function warm(
  { symbol, fromMs, toMs, intervalsSeconds }: WarmWindow,
  { aggregator }: { readonly aggregator: CandleAggregator },
  { signal, onProgress }: JobControl = {},
): Promise<WarmReport> {
  let buckets = 0;
  for (const [index, intervalSeconds] of intervalsSeconds.entries()) {
    for await (const slice of aggregator.iterateAggregatedSlices({ symbol, startTs: fromMs, endTs: toMs, intervalSeconds })) {
      signal?.throwIfAborted();
      buckets += slice.length;
    }
    onProgress?.({ symbol, done: index + 1, total: intervalsSeconds.length, atMs: toMs });
  }
  return { symbol, buckets };
}
