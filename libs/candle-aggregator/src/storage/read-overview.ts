import type { SymbolOverview } from '../candle-store';
import type { SeriesName } from '../series-name';
import { type DisputeCount, type SymbolCount, symbolOverviews } from '../symbol-overviews';
import type { Statement } from './data-sources';

/** Parameters: series, start and end in whole seconds. Each subquery is one seek, or one run over the key. */
const SELECT_COUNTS =
  'SELECT symbol, min(first_s) AS firstS, max(newest_s) AS newestFinalS, sum(finals) AS finals FROM (SELECT s.symbol AS symbol, ' +
  '(SELECT m.open_time FROM candle_1m m WHERE m.symbol_id = s.id ORDER BY m.open_time LIMIT 1) AS first_s, ' +
  '(SELECT m.open_time FROM candle_1m m WHERE m.symbol_id = s.id AND m.final = 1 ORDER BY m.open_time DESC LIMIT 1) AS newest_s, ' +
  '(SELECT count(*) FROM candle_1m m WHERE m.symbol_id = s.id AND m.open_time >= ?2 AND m.open_time < ?3 AND m.final = 1) AS finals ' +
  'FROM market_symbol s WHERE s.series = ?1) WHERE first_s IS NOT NULL GROUP BY symbol';

/** Parameters: series, first open time and the time before which they end, whole seconds. */
const SELECT_DISPUTES =
  'SELECT s.symbol AS symbol, d.kind AS kind, count(*) AS count FROM market_symbol s JOIN minute_difference d ON d.symbol_id = s.id ' +
  "WHERE s.series = ?1 AND d.open_time >= ?2 AND d.open_time < ?3 AND d.verdict = 'disputed' AND d.resolved_at IS NULL GROUP BY s.symbol, d.kind";

export interface OverviewRange {
  readonly series: SeriesName;
  readonly startTs: number;
  readonly endTs: number;
  /** Minutes that begin before are over for good; whole seconds. */
  readonly settledS: number;
}

/** Two statements, of however many symbols. */
export async function readOverview({ series, startTs, endTs, settledS }: OverviewRange, statement: Statement): Promise<SymbolOverview[]> {
  const startS = Math.ceil(startTs / 60_000) * 60;
  const endS = Math.min(Math.floor(endTs / 60_000) * 60, settledS);
  const counts = await statement<SymbolCount>(SELECT_COUNTS, [series, startS, endS]);
  const disputes = await statement<DisputeCount>(SELECT_DISPUTES, [series, Math.ceil(startTs / 1000), Math.ceil(endTs / 1000)]);
  return symbolOverviews(counts, disputes, { startS, endS });
}
