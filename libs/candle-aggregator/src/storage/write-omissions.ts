import type { OmissionNote, OmissionReport } from '../candle-store';
import { type Omission, planOmissions } from '../plan-omissions';
import { DEFAULT_SERIES } from '../series-name';
import type { Statement } from './data-sources';
import { type MinuteRow, SELECT_MINUTES, SELECT_REAL_AFTER, SELECT_REAL_BEFORE, toStoredMinute } from './minute-rows';
import { SymbolScales } from './symbol-scales';
import { writeMinutes } from './write-minutes';

/** Parameters: symbol, series, first and last open time, whole seconds. */
const SELECT_OMISSIONS =
  'SELECT g.open_time, g.omissions, g.noted_at FROM market_symbol s JOIN candle_gap g ON g.symbol_id = s.id ' +
  'WHERE s.symbol = ?1 AND s.series = ?2 AND g.open_time >= ?3 AND g.open_time <= ?4';

const UPSERT_OMISSION =
  'INSERT INTO candle_gap (symbol_id, open_time, omissions, noted_at) VALUES (?1, ?2, ?3, ?4) ' +
  'ON CONFLICT (symbol_id, open_time) DO UPDATE SET omissions = excluded.omissions, noted_at = excluded.noted_at';

// Whatever is final is no gap any more.
const DELETE_OMISSIONS =
  'DELETE FROM candle_gap WHERE symbol_id IN (SELECT id FROM market_symbol WHERE symbol = ?1 AND series = ?2) AND EXISTS (SELECT 1 FROM candle_1m m ' +
  'JOIN market_symbol s ON s.id = m.symbol_id WHERE s.symbol = ?1 AND s.series = ?2 AND m.open_time = candle_gap.open_time AND m.final = 1)';

/** Counts what the venue left out, and fills what it left out for the third time. The caller holds the write lock and an open transaction. */
export async function writeOmissions(note: OmissionNote, statement: Statement): Promise<OmissionReport> {
  const { symbol, series = DEFAULT_SERIES, minutes, profile, receivedAtMs } = note;
  const omitted = minutes.map((timeMs) => timeMs / 1000);
  const [firstS, lastS] = [omitted[0], omitted.at(-1)];
  const scales = await SymbolScales.load(symbol, series, statement);
  // Keyed by the oldest row of the symbol, which stays.
  const id = scales.rows.at(-1)?.id;
  if (firstS === undefined || lastS === undefined || id === undefined) return { counted: 0, filled: [], refused: omitted.length };
  const [before] = await statement<{ time_s: number | null }>(SELECT_REAL_BEFORE, [symbol, series, firstS]);
  const [after] = await statement<{ time_s: number | null }>(SELECT_REAL_AFTER, [symbol, series, lastS]);
  const rows = await statement<MinuteRow>(SELECT_MINUTES, [symbol, series, before?.time_s ?? firstS, after?.time_s ?? lastS]);
  const noted = await statement<{ open_time: number; omissions: number; noted_at: number }>(SELECT_OMISSIONS, [
    symbol,
    series,
    firstS,
    lastS,
  ]);
  const plan = planOmissions({
    omitted,
    known: new Map(
      noted.map((row): [number, Omission] => [row.open_time, { openTimeS: row.open_time, count: row.omissions, notedAtMs: row.noted_at }]),
    ),
    finals: rows.map(toStoredMinute).filter((minute) => minute.isFinal),
    notedAtMs: receivedAtMs,
  });
  for (const { openTimeS, count, notedAtMs } of plan.kept) await statement(UPSERT_OMISSION, [id, openTimeS, count, notedAtMs]);
  if (plan.filled.length > 0) await writeMinutes({ symbol, series, minutes: plan.filled, profile, receivedAtMs }, statement);
  await statement(DELETE_OMISSIONS, [symbol, series]);
  return { counted: plan.counted, filled: plan.filled.map((minute) => minute.openTimeS * 1000), refused: plan.refused };
}
