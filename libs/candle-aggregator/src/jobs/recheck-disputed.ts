import type { DifferenceRecord } from '../candle-store';
import { type IngestSources, ingestMinutes } from './ingest-minutes';
import type { JobControl } from './job-control';

const MINUTE_MS = 60_000;
/** How long after it was found a disputed minute is read again. */
export const RECHECKS_AFTER_MS: readonly number[] = [MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS];

export interface RecheckWindow {
  readonly symbol: string;
  /** When the last run was, and when this one is; ms since 1970 by the venue's clock. A recheck is due in one of all runs. */
  readonly sinceMs: number;
  readonly nowMs: number;
}

export interface RecheckReport {
  readonly symbol: string;
  /** Minutes read again, open times in ms. */
  readonly read: readonly number[];
  /** Of these, those that are disputed still. */
  readonly disputed: readonly number[];
}

/** Disputed minutes whose recheck fell due since the last run: open times in ms, in time order. */
export function dueRechecks(records: readonly DifferenceRecord[], { sinceMs, nowMs }: Omit<RecheckWindow, 'symbol'>): number[] {
  return records
    .filter(({ verdict, resolvedAtMs, foundAtMs }) => {
      const isDue = RECHECKS_AFTER_MS.some((afterMs) => foundAtMs + afterMs > sinceMs && foundAtMs + afterMs <= nowMs);
      return verdict === 'disputed' && resolvedAtMs === undefined && isDue;
    })
    .map(({ timestamp }) => timestamp);
}

/**
 * Asks the venue again for minutes that contradict what was observed of them, 1, 10 and 60 minutes after that was found; whatever the store makes
 * of the answer stays. Run each minute; progress counts minutes. Later ones are the nightly `verify`'s.
 */
export async function recheckDisputed(window: RecheckWindow, sources: IngestSources, control: JobControl = {}): Promise<RecheckReport> {
  const { symbol, nowMs } = window;
  const { store } = sources;
  // The venue is late to correct, so a dispute may be found long after its minute; a day is what rechecks look back.
  const range = { symbol, startTs: nowMs - 1_440 * MINUTE_MS, endTs: nowMs };
  const read = dueRechecks(await store.differences(range), window);
  const { onProgress, ...quiet } = control;
  for (const [index, openMs] of read.entries()) {
    await ingestMinutes({ symbol, fromMs: openMs, toMs: openMs + MINUTE_MS }, sources, quiet);
    onProgress?.({ symbol, done: index + 1, total: read.length, atMs: openMs + MINUTE_MS });
  }
  if (read.length === 0) return { symbol, read, disputed: [] };
  const open = new Set(
    (await store.differences(range))
      .filter(({ verdict, resolvedAtMs }) => verdict === 'disputed' && resolvedAtMs === undefined)
      .map(({ timestamp }) => timestamp),
  );
  return { symbol, read, disputed: read.filter((openMs) => open.has(openMs)) };
}
