import type { DifferenceRecord } from '../../candle-store';
import type { DifferenceKind } from '../../settle-minute';

/** A row of `candle_difference`. Whole numbers of eight bytes are text. */
export interface DifferenceRow {
  readonly open_time: string;
  readonly verdict: 'adjusted' | 'disputed';
  readonly kind: DifferenceKind;
  readonly observed: string;
  readonly official: string;
  readonly by: string;
  readonly found_at: string;
  readonly resolved_at: string | null;
}

/** Parameters: symbol id, first and end time in whole seconds. */
export const SELECT_DIFFERENCES =
  'SELECT * FROM candle_difference WHERE symbol_id = $1 AND open_time >= $2 AND open_time < $3 ORDER BY open_time, found_at, number';

/** Parameters: symbol id, list of open times, time they are resolved. */
export const RESOLVE_DIFFERENCES =
  'UPDATE candle_difference SET resolved_at = $3 WHERE symbol_id = $1 AND open_time = ANY($2::bigint[]) AND resolved_at IS NULL';

/** Parameters: symbol id, open time of the minute, which of its differences, then {@link differenceValues}. */
export const UPSERT_DIFFERENCE =
  'INSERT INTO candle_difference (symbol_id, open_time, number, verdict, kind, observed, official, by, found_at, resolved_at) ' +
  'VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (symbol_id, open_time, number) DO UPDATE SET verdict = excluded.verdict, ' +
  'kind = excluded.kind, observed = excluded.observed, official = excluded.official, by = excluded.by, resolved_at = excluded.resolved_at';

export function differenceValues({ verdict, difference, foundAtMs, resolvedAtMs }: DifferenceRecord): unknown[] {
  const { kind, observed, official, by } = difference;
  return [verdict, kind, observed, official, by, foundAtMs, resolvedAtMs ?? null];
}

export function toDifference(row: DifferenceRow): DifferenceRecord {
  const { kind, observed, official, by } = row;
  return {
    timestamp: Number(row.open_time) * 1000,
    verdict: row.verdict,
    difference: { kind, observed, official, by } as DifferenceRecord['difference'],
    foundAtMs: Number(row.found_at),
    ...(row.resolved_at === null ? {} : { resolvedAtMs: Number(row.resolved_at) }),
  };
}
