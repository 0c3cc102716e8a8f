import type { CandleAggregator } from '../candle-aggregator';
import type { CandleStore, PrunePolicy, PruneReport } from '../candle-store';
import type { JobControl } from './job-control';

export interface PruneSources {
  readonly store: CandleStore;
  readonly aggregator?: CandleAggregator;
}

/**
 * Removes what is too old, of all symbols: observed seconds after 30 days, stored interpolated ones after 7, packed hours after 30, unless the
 * policy says otherwise; minutes and revisions never. In small batches inside the store. Final minutes that lose observed seconds are revised,
 * which the aggregator, where there is one, tells its watches. Run each hour; a missed run is skipped.
 */
export async function prune(policy: PrunePolicy, { store, aggregator }: PruneSources, control: JobControl = {}): Promise<PruneReport> {
  const { signal, fence } = control;
  signal?.throwIfAborted();
  const report = await store.prune({ ...policy, ...(fence === undefined ? {} : { fence }) });
  for (const revised of report.revised) aggregator?.publish({ type: 'candle.revised', ...revised });
  return report;
}
