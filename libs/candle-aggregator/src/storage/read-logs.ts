import type { DecimalText } from '@prate/execution-interface';
import type { CandleRange, DifferenceRecord, MinuteRevision } from '../candle-store';
import type { ObservedSecond } from '../observed/observed-second';
import { unpackObserved } from '../packed/pack-observed';
import { DEFAULT_SERIES } from '../series-name';
import type { DifferenceKind } from '../settle-minute';
import type { Statement } from './data-sources';
import { type MinuteRow, SELECT_REVISIONS, toStoredMinute } from './minute-rows';
import { SELECT_OBSERVED } from './read-around';

interface DifferenceRow {
  readonly open_time: number;
  readonly verdict: 'adjusted' | 'disputed';
  readonly kind: DifferenceKind;
  readonly observed: DecimalText;
  readonly official: DecimalText;
  readonly by: DecimalText;
  readonly found_at: number;
  readonly resolved_at: number | null;
}

/** Parameters: symbol, series, first open time and the time before which they end. */
const SELECT_DIFFERENCES =
  'SELECT d.* FROM market_symbol s JOIN minute_difference d ON d.symbol_id = s.id WHERE s.symbol = ?1 AND s.series = ?2 ' +
  'AND d.open_time >= ?3 AND d.open_time < ?4 ORDER BY d.open_time, d.found_at, d.number';

/** Parameters: symbol, series, first and last hour. */
const SELECT_STAMPS =
  'SELECT h.hour, sum(h.stamp) AS stamp FROM market_symbol s JOIN candle_hour h ON h.symbol_id = s.id ' +
  'WHERE s.symbol = ?1 AND s.series = ?2 AND h.hour >= ?3 AND h.hour < ?4 GROUP BY h.hour HAVING sum(h.stamp) > 0 ORDER BY h.hour';

export async function readObserved(
  { symbol, series = DEFAULT_SERIES, startTs, endTs }: CandleRange,
  statement: Statement,
): Promise<ObservedSecond[]> {
  const startS = Math.ceil(startTs / 1000);
  const endS = Math.ceil(endTs / 1000);
  const rows = await statement<{ seconds: Uint8Array }>(SELECT_OBSERVED, [symbol, series, startS - (startS % 60), endS - 1]);
  return rows.flatMap((row) => unpackObserved(row.seconds)).filter((second) => second.openTimeS >= startS && second.openTimeS < endS);
}

export async function readRevisions(range: CandleRange, statement: Statement): Promise<MinuteRevision[]> {
  const rows = await statement<MinuteRow & { readonly replaced_at: number }>(SELECT_REVISIONS, bounds(range));
  return rows.map((row) => ({ minute: toStoredMinute(row), replacedAtMs: row.replaced_at }));
}

export async function readDifferences(range: CandleRange, statement: Statement): Promise<DifferenceRecord[]> {
  const rows = await statement<DifferenceRow>(SELECT_DIFFERENCES, bounds(range));
  return rows.map(({ open_time: timeS, verdict, kind, observed, official, by, found_at: foundAtMs, resolved_at: resolvedAtMs }) => ({
    timestamp: timeS * 1000,
    verdict,
    difference: { kind, observed, official, by },
    foundAtMs,
    ...(resolvedAtMs === null ? {} : { resolvedAtMs }),
  }));
}

export async function readStamps(range: CandleRange, statement: Statement): Promise<ReadonlyMap<number, number>> {
  const { symbol, series = DEFAULT_SERIES, startTs, endTs } = range;
  const startS = Math.floor(startTs / 3_600_000) * 3_600;
  const rows = await statement<{ hour: number; stamp: number }>(SELECT_STAMPS, [symbol, series, startS, Math.ceil(endTs / 1000)]);
  return new Map(rows.map((row) => [row.hour, row.stamp]));
}

function bounds({ symbol, series = DEFAULT_SERIES, startTs, endTs }: CandleRange): readonly unknown[] {
  return [symbol, series, Math.ceil(startTs / 1000), Math.ceil(endTs / 1000)];
}
