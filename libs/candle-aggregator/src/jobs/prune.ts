import type { CandleStore, PrunePolicy, PruneReport } from '../candle-store';
import type { JobControl } from './job-control';

/**
 * Removes what is too old, of all symbols: observed seconds after 30 days, stored interpolated ones after 7, packed hours after 30, unless the
 * policy says otherwise; minutes and revisions never. In small batches inside the store. Run each hour; a missed run is skipped.
 */
export async function prune(
  policy: PrunePolicy,
  { store }: { readonly store: CandleStore },
  control: JobControl = {},
): Promise<PruneReport> {
  const { signal, fence } = control;
  signal?.throwIfAborted();
  return store.prune({ ...policy, ...(fence === undefined ? {} : { fence }) });
}
