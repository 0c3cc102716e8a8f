import type { StoredMinute } from '../minute';
import type { ObservedMinute } from '../observed-minute';
import { unpackObserved } from '../packed/pack-observed';
import type { SeriesName } from '../series-name';
import type { Statement } from './data-sources';
import { type MinuteRow, SELECT_MINUTES, SELECT_NEIGHBOURS, toStoredMinute } from './minute-rows';

/** What is stored of a stretch of minutes, and of those that a change of them touches. */
export interface StoredAround {
  /** From the first to the last minute of the stretch. */
  readonly existing: readonly StoredMinute[];
  /** Latest final minute before them. */
  readonly before: StoredMinute | undefined;
  /** Filled minutes after them, and the first that is none; final ones. */
  readonly after: readonly StoredMinute[];
  readonly observed: ReadonlyMap<number, ObservedMinute>;
  /** Symbol row under which it stands, and its seconds while the minute is not final, by its open time. */
  readonly observedRowIds: ReadonlyMap<number, number>;
  /** Symbol rows under which something of a minute stands, by its open time. */
  readonly rowIds: ReadonlyMap<number, ReadonlySet<number>>;
}

interface ObservedRow {
  readonly symbol_id: number;
  readonly open_time: number;
  readonly revision: number;
  readonly seconds: Uint8Array;
}

/** Parameters: symbol, series, first and last open time, whole seconds. */
export const SELECT_OBSERVED =
  'SELECT o.symbol_id, o.open_time, o.revision, o.seconds FROM market_symbol s JOIN observed_minute o ON o.symbol_id = s.id ' +
  'WHERE s.symbol = ?1 AND s.series = ?2 AND o.open_time >= ?3 AND o.open_time <= ?4 ORDER BY o.open_time';

export async function readAround(
  { symbol, series }: { readonly symbol: string; readonly series: SeriesName },
  firstS: number,
  lastS: number,
  statement: Statement,
): Promise<StoredAround> {
  const [next] = await statement<{ before_s: number | null; after_s: number | null }>(SELECT_NEIGHBOURS, [symbol, series, firstS, lastS]);
  const beforeS = next?.before_s ?? firstS;
  // Filled minutes follow each other without a hole, at most 1,440 of them.
  const afterS = next?.after_s ?? lastS + 1_441 * 60;
  const rows = await statement<MinuteRow>(SELECT_MINUTES, [symbol, series, beforeS, Math.min(afterS, lastS + 1_441 * 60)]);
  if (afterS > lastS + 1_441 * 60) rows.push(...(await statement<MinuteRow>(SELECT_MINUTES, [symbol, series, afterS, afterS])));
  const seen = await statement<ObservedRow>(SELECT_OBSERVED, [symbol, series, firstS, afterS]);
  const all = rows.map(toStoredMinute);
  const rowIds = new Map<number, Set<number>>();
  for (const { open_time: time, symbol_id: id } of [...rows, ...seen]) rowIds.set(time, (rowIds.get(time) ?? new Set<number>()).add(id));
  return {
    existing: all.filter((minute) => minute.openTimeS >= firstS && minute.openTimeS <= lastS),
    before: all.find((minute) => minute.openTimeS === beforeS && beforeS < firstS),
    after: all.filter((minute) => minute.isFinal && minute.openTimeS > lastS),
    observed: new Map(seen.map((row) => [row.open_time, toObservedMinute(row)])),
    observedRowIds: new Map(seen.map((row) => [row.open_time, row.symbol_id])),
    rowIds,
  };
}

export function toObservedMinute({ open_time: openTimeS, revision, seconds }: Omit<ObservedRow, 'symbol_id'>): ObservedMinute {
  return { openTimeS, revision, seconds: unpackObserved(seconds) };
}
