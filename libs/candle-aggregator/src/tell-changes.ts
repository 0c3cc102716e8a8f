import { CandleFlag } from './candle-flag';
import type { CandleStore } from './candle-store';
import type { SeriesName } from './series-name';
import type { CandleChange } from './watch/candle-change';

const MINUTE_MS = 60_000;

export interface WrittenMinutes {
  readonly symbol: string;
  readonly series: SeriesName;
  /** Start of the first and end of the last minute handed in, ms. */
  readonly from: number;
  readonly to: number;
  /** Minutes whose revision went up, open times in ms. */
  readonly revised: readonly number[];
}

/** The changes a write of minutes or seconds made, read back from the store after its commit. */
export async function changesOf(store: CandleStore, { symbol, series, from, to, revised }: WrittenMinutes): Promise<CandleChange[]> {
  const stored: CandleChange = {
    type: 'candle.stored',
    symbol,
    series,
    from,
    to: await endOfChange(store, symbol, series, to),
    revision: 0,
  };
  if (revised.length === 0) return [stored];
  const changes: CandleChange[] = [stored];
  const sorted = [...revised].sort((a, b) => a - b);
  const range = { symbol, series, startTs: sorted[0] as number, endTs: (sorted.at(-1) as number) + MINUTE_MS };
  const records = await store.minuteRecords(range);
  const revisions = new Map(records.map((record) => [record.openTimeS * 1000, record.revision]));
  for (const openMs of sorted) {
    const last = changes.at(-1);
    const revision = revisions.get(openMs) ?? 0;
    if (last?.type === 'candle.revised' && last.to === openMs) {
      changes[changes.length - 1] = { ...last, to: openMs + MINUTE_MS, revision: Math.max(last.revision, revision) };
    } else changes.push({ type: 'candle.revised', symbol, series, from: openMs, to: openMs + MINUTE_MS, revision });
  }
  return changes;
}

/**
 * The next real minute, however late, may have got other opening seconds: they stand at the close before it. So have filled minutes on the
 * way there; seconds observed of a minute that is not final have not.
 */
async function endOfChange(store: CandleStore, symbol: string, series: SeriesName, to: number): Promise<number> {
  let endMs = to;
  for await (const slice of store.minutes({ symbol, series, startTs: to, endTs: Number.MAX_SAFE_INTEGER })) {
    for (let row = 0; row < slice.length; row += 1) {
      endMs = (slice.openTimeS[row] as number) * 1000 + MINUTE_MS;
      if (((slice.flags[row] as number) & CandleFlag.Filled) === 0) return endMs;
    }
  }
  return endMs;
}
