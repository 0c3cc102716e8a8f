import type { CandleStore } from '../candle-store';
import { checkRange } from '../interval';
import type { IngestWindow } from './ingest-minutes';
import type { JobControl } from './job-control';

const HOUR_MS = 3_600_000;

export interface PackReport {
  readonly symbol: string;
  /** Hours that were packed now; those that were packed already are not counted. */
  readonly packed: number;
  /** Hours looked at. */
  readonly hours: number;
}

/**
 * Packs the closed hours that lie whole in a window, one after the other. Run each hour for what closed since, with all that was missed. Derived:
 * what it makes may be dropped at any time. Progress counts hours.
 *
 * @throws {CandleInputError} `range`
 */
export async function packHours(
  { symbol, fromMs, toMs }: IngestWindow,
  { store }: { readonly store: CandleStore },
  control: JobControl = {},
): Promise<PackReport> {
  checkRange({ startTs: fromMs, endTs: toMs });
  const { signal, onProgress } = control;
  const startMs = Math.ceil(fromMs / HOUR_MS) * HOUR_MS;
  const hours = Math.max(0, Math.floor((toMs - startMs) / HOUR_MS));
  let packed = 0;
  for (let hour = 0; hour < hours; hour += 1) {
    signal?.throwIfAborted();
    const startTs = startMs + hour * HOUR_MS;
    packed += await store.packHours({ symbol, startTs, endTs: startTs + HOUR_MS });
    onProgress?.({ symbol, done: hour + 1, total: hours, atMs: startTs + HOUR_MS });
  }
  return { symbol, packed, hours };
}
