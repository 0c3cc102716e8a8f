import { CandleFlag } from '../candle-flag';
import type { PrunePolicy, PruneReport } from '../candle-store';
import { interpolatedBeforeS, observedBeforeS, packedBeforeS } from '../prune-limits';
import { PrunedList } from '../pruned-minutes';
import type { SeriesName } from '../series-name';
import type { Statement } from './data-sources';
import { MINUTE_COLUMN_LIST } from './migrations/0004-keep-testimony';

const HOUR_S = 3_600;

type Transaction = <Result>(work: (statement: Statement) => Promise<Result>) => Promise<Result>;

// Parameters of all: symbol id, first time and end in whole seconds.
const OF_HOUR = 'symbol_id = ?1 AND open_time >= ?2 AND open_time < ?3';

/** Rows that can be made again: of a final minute of which nothing was observed. */
const OF_INTERPOLATED =
  `${OF_HOUR} AND EXISTS (SELECT 1 FROM candle_1m m WHERE m.symbol_id = candle_1s.symbol_id AND m.open_time = candle_1s.open_time - candle_1s.open_time % 60 AND m.final = 1) ` +
  'AND NOT EXISTS (SELECT 1 FROM observed_minute o WHERE o.symbol_id = candle_1s.symbol_id AND o.open_time = candle_1s.open_time - candle_1s.open_time % 60)';

const OF_OBSERVED = `${OF_HOUR} AND EXISTS (SELECT 1 FROM observed_minute o WHERE o.symbol_id = candle_1s.symbol_id AND o.open_time = candle_1s.open_time - candle_1s.open_time % 60)`;

/** All rows of the symbol and series of the first parameter. */
const OF_SYMBOL =
  'symbol_id IN (SELECT o.id FROM market_symbol o JOIN market_symbol s ON (o.symbol, o.series) = (s.symbol, s.series) WHERE s.id = ?1)';

/** Final minutes of which seconds were observed. */
const OF_SETTLED = `${OF_SYMBOL} AND final = 1 AND open_time IN (SELECT open_time FROM observed_minute WHERE ${OF_HOUR} AND second_count > 0)`;

const SELECT_SETTLED =
  'SELECT s.symbol, s.series, m.open_time, m.revision + 1 AS revision FROM candle_1m m JOIN market_symbol s ON s.id = m.symbol_id ' +
  `WHERE (m.symbol_id, m.open_time) IN (SELECT symbol_id, open_time FROM candle_1m WHERE ${OF_SETTLED}) ORDER BY m.open_time`;

const LOG_SETTLED = `INSERT OR REPLACE INTO candle_1m_revision (${MINUTE_COLUMN_LIST}, replaced_at) SELECT ${MINUTE_COLUMN_LIST}, ?4 FROM candle_1m WHERE ${OF_SETTLED}`;

const RESOLVE_DIFFERENCES =
  `UPDATE minute_difference SET resolved_at = ?4 WHERE ${OF_SYMBOL} AND resolved_at IS NULL AND open_time IN ` +
  `(SELECT open_time FROM candle_1m WHERE ${OF_SETTLED})`;

/** They are interpolated from then on, which is a revision. */
const CLEAR_SETTLEMENTS =
  `UPDATE candle_1m SET flags = flags & ~${CandleFlag.ByPushes | CandleFlag.Adjusted | CandleFlag.Disputed}, observed_seconds = NULL, ` +
  `interpolated_seconds = NULL, revision = revision + 1, received_at = ?4 WHERE ${OF_SETTLED}`;

const CHANGE_HOUR =
  'INSERT INTO candle_hour (symbol_id, hour, stamp, row_count, format, data) VALUES (?1, ?2, 1, 0, 0, NULL) ' +
  'ON CONFLICT (symbol_id, hour) DO UPDATE SET stamp = stamp + 1, row_count = 0, format = 0, data = NULL';

interface SettledRow {
  readonly symbol: string;
  readonly series: SeriesName;
  readonly open_time: number;
  readonly revision: number;
}

interface SymbolAge {
  readonly id: number;
  /** Start of the newest row of the symbol and series. */
  readonly newest_s: number | null;
}

/** One hour of one symbol row a transaction. */
export async function pruneCandles(policy: PrunePolicy, transaction: Transaction): Promise<PruneReport> {
  const symbols = await transaction((statement) =>
    statement<SymbolAge>(
      'SELECT s.id, (SELECT max(max(coalesce((SELECT max(open_time) FROM candle_1m WHERE symbol_id = o.id), -1), ' +
        'coalesce((SELECT max(open_time) FROM observed_minute WHERE symbol_id = o.id), -1))) FROM market_symbol o ' +
        'WHERE o.symbol = s.symbol AND o.series = s.series) AS newest_s FROM market_symbol s ORDER BY s.id',
      [],
    ),
  );
  const total = { observedSeconds: 0, interpolatedSeconds: 0, packedHours: 0 };
  const pruned = new PrunedList();
  const observed = (id: number, hourS: number, statement: Statement): Promise<number> =>
    pruneObserved([id, hourS, hourS + HOUR_S], { nowMs: policy.nowMs, pruned }, statement);
  for (const { id, newest_s: newestS } of symbols) {
    const newest = newestS ?? -1;
    total.observedSeconds += await eachHour(id, 'observed_minute', observedBeforeS(policy, newest), transaction, observed);
    total.interpolatedSeconds += await eachHour(id, 'candle_1s', interpolatedBeforeS(policy, newest), transaction, pruneInterpolated);
    total.packedHours += await transaction((statement) => prunePacked(id, packedBeforeS(policy, newest), statement));
  }
  return { ...total, revised: pruned.result() };
}

async function eachHour(
  id: number,
  table: 'observed_minute' | 'candle_1s',
  beforeS: number,
  transaction: Transaction,
  work: (id: number, hourS: number, statement: Statement) => Promise<number>,
): Promise<number> {
  let removed = 0;
  for (let fromS = 0; fromS < beforeS;) {
    const [next] = await transaction((statement) =>
      statement<{ time_s: number | null }>(`SELECT min(open_time) AS time_s FROM ${table} WHERE symbol_id = ?1 AND open_time >= ?2`, [
        id,
        fromS,
      ]),
    );
    const timeS = next?.time_s;
    if (typeof timeS !== 'number' || timeS >= beforeS) break;
    const hourS = timeS - (timeS % HOUR_S);
    removed += await transaction((statement) => work(id, hourS, statement));
    fromS = hourS + HOUR_S;
  }
  return removed;
}

async function pruneInterpolated(id: number, hourS: number, statement: Statement): Promise<number> {
  const part = [id, hourS, hourS + HOUR_S];
  const [row] = await statement<{ count: number }>(`SELECT count(*) AS count FROM candle_1s WHERE ${OF_INTERPOLATED}`, part);
  if (row === undefined || row.count === 0) return 0;
  await statement(`DELETE FROM candle_1s WHERE ${OF_INTERPOLATED}`, part);
  return row.count;
}

async function pruneObserved(
  part: readonly [id: number, hourS: number, endS: number],
  { nowMs, pruned }: { readonly nowMs: number; readonly pruned: PrunedList },
  statement: Statement,
): Promise<number> {
  const [row] = await statement<{ count: number }>(`SELECT sum(second_count) AS count FROM observed_minute WHERE ${OF_HOUR}`, part);
  const settled = await statement<SettledRow>(SELECT_SETTLED, part);
  if (settled.length > 0) for (const sql of [LOG_SETTLED, RESOLVE_DIFFERENCES, CLEAR_SETTLEMENTS]) await statement(sql, [...part, nowMs]);
  await statement(`DELETE FROM candle_1s WHERE ${OF_OBSERVED}`, part);
  await statement(`DELETE FROM observed_minute WHERE ${OF_HOUR}`, part);
  await statement(CHANGE_HOUR, part.slice(0, 2));
  for (const { symbol, series, open_time: openTimeS, revision } of settled) pruned.add(symbol, series, { openTimeS, revision });
  return row?.count ?? 0;
}

/** What is packed is derived, so the stamps stay. */
async function prunePacked(id: number, beforeS: number, statement: Statement): Promise<number> {
  const of = 'symbol_id = ?1 AND hour < ?2 AND data IS NOT NULL';
  const [row] = await statement<{ count: number }>(`SELECT count(*) AS count FROM candle_hour WHERE ${of}`, [id, beforeS]);
  if (row === undefined || row.count === 0) return 0;
  await statement(`UPDATE candle_hour SET row_count = 0, format = 0, data = NULL WHERE ${of}`, [id, beforeS]);
  return row.count;
}
