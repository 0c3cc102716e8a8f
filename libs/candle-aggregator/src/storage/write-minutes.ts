import { CandleSeries } from '../candle-series';
import type { MinutePut, PutReport } from '../candle-store';
import { interpolateMinute } from '../interpolation/interpolate-minute';
import type { StoredMinute } from '../minute';
import { type MinuteWrite, planMinuteWrites } from '../plan-minute-writes';
import { type ValueScale, neededScale } from '../seconds-scale';
import type { Statement } from './data-sources';
import { SECONDS_A_CHUNK } from './migrations/0001-create-candle-tables';
import { type MinuteRow, SELECT_MINUTES, UPSERT_MINUTES, toMinuteValues, toStoredMinute } from './minute-rows';
import { packMinuteTimes, packSeconds } from './packed-text';
import { type SymbolScale, SymbolScales } from './symbol-scales';

const MINUTES_A_CHUNK = SECONDS_A_CHUNK / 60;
// Minutes planned at once: as many as a chunk holds, and never so far apart that many stored ones lie between.
const LONGEST_SLICE_S = 86_400;

/** Parameters: packed rows, their count, symbol id, packed minute times, price width, volume width, row width. */
const UPSERT_SECONDS =
  'INSERT INTO candle_1s (symbol_id, open_time, open, high, low, close, volume, origin) ' +
  `SELECT ?3, CAST(substr(?4, 1 + (i / 60) * 10, 10) AS INTEGER) + i % 60, ` +
  [0, 1, 2, 3].map((column) => `CAST(substr(?1, 1 + i * ?7 + ${column} * ?5, ?5) AS INTEGER)`).join(', ') +
  ', CAST(substr(?1, 1 + i * ?7 + 4 * ?5, ?6) AS INTEGER), CAST(substr(?1, (i + 1) * ?7, 1) AS INTEGER) ' +
  'FROM row_number WHERE i < ?2 ON CONFLICT (symbol_id, open_time) DO UPDATE SET open = excluded.open, high = excluded.high, ' +
  'low = excluded.low, close = excluded.close, volume = excluded.volume, origin = excluded.origin ' +
  'WHERE (open, high, low, close, volume, origin) IS NOT ' +
  '(excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.origin)';

/** Parameters: symbol, first and last open time of a slice, whole seconds. */
const SELECT_NEIGHBOURS =
  'SELECT max((SELECT open_time FROM candle_1m WHERE symbol_id = s.id AND open_time < ?2 AND final = 1 ORDER BY open_time DESC LIMIT 1)) AS before_s, ' +
  'min((SELECT open_time FROM candle_1m WHERE symbol_id = s.id AND open_time > ?3 AND final = 1 ORDER BY open_time LIMIT 1)) AS after_s ' +
  'FROM market_symbol s WHERE s.symbol = ?1';

/** Writes minutes and their seconds, slice by slice. The caller holds the write lock and an open transaction. */
export async function writeMinutes({ symbol, minutes, profile, receivedAtMs }: MinutePut, statement: Statement): Promise<PutReport> {
  const scales = await SymbolScales.load(symbol, statement);
  const total = { inserted: 0, updated: 0, unchanged: 0, refused: 0, secondsWritten: 0 };
  for (let start = 0; start < minutes.length;) {
    const end = endOfSlice(minutes, start);
    const incoming = minutes.slice(start, end);
    start = end;
    const { stored, before, after, symbolIds } = await readAround(
      symbol,
      incoming[0]?.openTimeS ?? 0,
      incoming.at(-1)?.openTimeS ?? 0,
      statement,
    );
    const plan = planMinuteWrites({ incoming, existing: stored, before, after, profile, receivedAtMs });
    total.inserted += plan.inserted;
    total.updated += plan.updated;
    total.unchanged += plan.unchanged;
    total.refused += plan.refused;
    total.secondsWritten += await writePlan(plan.writes, { symbol, scales, symbolIds, statement });
  }
  return total;
}

function endOfSlice(minutes: MinutePut['minutes'], start: number): number {
  const firstS = minutes[start]?.openTimeS ?? 0;
  let end = start;
  while (end < minutes.length && end - start < MINUTES_A_CHUNK && (minutes[end]?.openTimeS ?? 0) < firstS + LONGEST_SLICE_S) end += 1;
  return end;
}

interface Around {
  readonly stored: readonly StoredMinute[];
  readonly before: StoredMinute | undefined;
  readonly after: StoredMinute | undefined;
  /** Symbol row of each stored minute, by open time. */
  readonly symbolIds: ReadonlyMap<number, number>;
}

async function readAround(symbol: string, firstS: number, lastS: number, statement: Statement): Promise<Around> {
  const [neighbours] = await statement<{ before_s: number | null; after_s: number | null }>(SELECT_NEIGHBOURS, [symbol, firstS, lastS]);
  const beforeS = neighbours?.before_s ?? firstS;
  const afterS = neighbours?.after_s ?? lastS;
  const rows = await statement<MinuteRow>(SELECT_MINUTES, [symbol, beforeS, afterS]);
  const all = rows.map(toStoredMinute);
  return {
    stored: all.filter((minute) => minute.openTimeS >= firstS && minute.openTimeS <= lastS),
    before: all.find((minute) => minute.openTimeS === beforeS && beforeS < firstS),
    after: all.find((minute) => minute.openTimeS === afterS && afterS > lastS),
    symbolIds: new Map(rows.map((row) => [row.open_time, row.symbol_id])),
  };
}

interface WriteContext {
  readonly symbol: string;
  readonly scales: SymbolScales;
  readonly symbolIds: ReadonlyMap<number, number>;
  readonly statement: Statement;
}

async function writePlan(writes: readonly MinuteWrite[], { symbol, scales, symbolIds, statement }: WriteContext): Promise<number> {
  const wish = writes.reduce<ValueScale>(
    (scale, { minute, previousClose }) => {
      const needed = neededScale(minute, previousClose);
      return { priceScale: Math.max(scale.priceScale, needed.priceScale), volumeScale: Math.max(scale.volumeScale, needed.volumeScale) };
    },
    { priceScale: 0, volumeScale: 0 },
  );
  let seconds = 0;
  let chunk: MinuteWrite[] = [];
  let chunkScale: SymbolScale | undefined;
  const flush = async (): Promise<void> => {
    if (chunkScale !== undefined && chunk.length > 0) seconds += await writeChunk(symbol, chunk, chunkScale, statement);
    chunk = [];
  };
  for (const write of writes) {
    const { openTimeS } = write.minute;
    const scale = await scales.rowFor(write.minute, write.previousClose, wish);
    const oldId = symbolIds.get(openTimeS);
    const isMoved = oldId !== undefined && oldId !== scale.id;
    if (isMoved) {
      await statement('DELETE FROM candle_1s WHERE symbol_id = ?1 AND open_time >= ?2 AND open_time < ?3', [
        oldId,
        openTimeS,
        openTimeS + 60,
      ]);
      await statement('DELETE FROM candle_1m WHERE symbol_id = ?1 AND open_time = ?2', [oldId, openTimeS]);
    }
    if (scale.id !== chunkScale?.id || chunk.length === MINUTES_A_CHUNK) await flush();
    chunkScale = scale;
    chunk.push(isMoved ? { ...write, isMinuteChanged: true } : write);
  }
  await flush();
  return seconds;
}

/** At most {@link MINUTES_A_CHUNK} minutes of one symbol row: one statement for the minutes, one for all their seconds. */
async function writeChunk(symbol: string, writes: readonly MinuteWrite[], scale: SymbolScale, statement: Statement): Promise<number> {
  const changed = writes.filter((write) => write.isMinuteChanged).map((write) => toMinuteValues(write.minute, scale));
  if (changed.length > 0) await statement(UPSERT_MINUTES, [scale.id, JSON.stringify(changed)]);

  const final = writes.filter((write) => write.minute.isFinal);
  if (final.length === 0) return 0;
  const series = new CandleSeries(1, { priceScale: scale.priceScale, volumeScale: scale.volumeScale }, final.length * 60);
  final.forEach(({ minute, previousClose }, index) =>
    interpolateMinute(minute, previousClose, { symbol, series: 'trade', profile: minute.profile }, series, index * 60),
  );
  series.length = final.length * 60;
  const { rows, rowCount, priceWidth, volumeWidth, rowWidth } = packSeconds(series);
  const times = packMinuteTimes(final.map((write) => write.minute.openTimeS));
  await statement(UPSERT_SECONDS, [rows, rowCount, scale.id, times, priceWidth, volumeWidth, rowWidth]);
  return series.length;
}
