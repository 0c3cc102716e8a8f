import type { SymbolOverview } from '../../candle-store';
import type { DifferenceKind } from '../../settle-minute';
import { symbolOverviews } from '../../symbol-overviews';
import type { OverviewRange } from '../read-overview';
import type { PostgresStatement } from './postgres-source';

/** Parameters: series, start and end in whole seconds. */
const SELECT_COUNTS =
  'SELECT s.symbol, first.open_time AS first_s, newest.open_time AS newest_s, ' +
  '(SELECT count(*) FROM candle_1m m WHERE m.symbol_id = s.id AND m.open_time >= $2 AND m.open_time < $3 AND m.final) AS finals ' +
  'FROM market_symbol s ' +
  'JOIN LATERAL (SELECT m.open_time FROM candle_1m m WHERE m.symbol_id = s.id ORDER BY m.open_time LIMIT 1) first ON true ' +
  'LEFT JOIN LATERAL (SELECT m.open_time FROM candle_1m m WHERE m.symbol_id = s.id AND m.final ORDER BY m.open_time DESC LIMIT 1) newest ON true ' +
  'WHERE s.series = $1';

/** Parameters: series, first open time and the time before which they end, whole seconds. */
const SELECT_DISPUTES =
  'SELECT s.symbol, d.kind, count(*) AS count FROM market_symbol s JOIN candle_difference d ON d.symbol_id = s.id ' +
  "WHERE s.series = $1 AND d.open_time >= $2 AND d.open_time < $3 AND d.verdict = 'disputed' AND d.resolved_at IS NULL GROUP BY s.symbol, d.kind";

interface CountRow {
  readonly symbol: string;
  readonly first_s: string;
  readonly newest_s: string | null;
  readonly finals: string;
}

interface DisputeRow {
  readonly symbol: string;
  readonly kind: DifferenceKind;
  readonly count: string;
}

/** Two statements, of however many symbols. */
export async function readOverview(
  { series, startTs, endTs, settledS }: OverviewRange,
  statement: PostgresStatement,
): Promise<SymbolOverview[]> {
  const startS = Math.ceil(startTs / 60_000) * 60;
  const endS = Math.min(Math.floor(endTs / 60_000) * 60, settledS);
  const counts = await statement<CountRow>(SELECT_COUNTS, [series, startS, endS]);
  const disputes = await statement<DisputeRow>(SELECT_DISPUTES, [series, Math.ceil(startTs / 1000), Math.ceil(endTs / 1000)]);
  return symbolOverviews(
    counts.map(({ symbol, first_s, newest_s, finals }) => ({
      symbol,
      firstS: Number(first_s),
      newestFinalS: newest_s === null ? null : Number(newest_s),
      finals: Number(finals),
    })),
    disputes.map(({ symbol, kind, count }) => ({ symbol, kind, count: Number(count) })),
    { startS, endS },
  );
}
