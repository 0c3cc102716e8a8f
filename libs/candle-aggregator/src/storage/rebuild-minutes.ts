import type { CandleRange, RebuildReport } from '../candle-store';
import { type MinuteWrite, closeOf, resettle } from '../plan-minute-writes';
import { DEFAULT_SERIES } from '../series-name';
import { ChunkWriter } from './chunk-writer';
import type { Statement } from './data-sources';
import { readAround } from './read-around';
import { SymbolScales } from './symbol-scales';

const HOUR_S = 3_600;

type Transaction = <Result>(work: (statement: Statement) => Promise<Result>) => Promise<Result>;

const OF_SYMBOL = 'symbol_id IN (SELECT id FROM market_symbol WHERE symbol = ?1 AND series = ?2) AND open_time >= ?3 AND open_time < ?4';

/**
 * Makes the seconds of each minute anew, an hour a transaction, and those of the minute that follows: it opens at the close of the last one.
 * Minutes and what was observed stay as they are.
 */
export async function rebuildMinutes(range: CandleRange, nowMs: number, transaction: Transaction): Promise<RebuildReport> {
  const { symbol, series = DEFAULT_SERIES, startTs, endTs } = range;
  const endS = Math.ceil(endTs / 1000);
  let minutes = 0;
  for (let fromS = Math.ceil(startTs / 60_000) * 60; fromS < endS;) {
    const [next] = await transaction((statement) =>
      statement<{ time_s: number | null }>(
        'SELECT min(t) AS time_s FROM (SELECT min(m.open_time) AS t FROM market_symbol s JOIN candle_1m m ON m.symbol_id = s.id AND m.open_time >= ?3 ' +
          'WHERE s.symbol = ?1 AND s.series = ?2 UNION ALL SELECT min(c.open_time - c.open_time % 60) FROM market_symbol s ' +
          'JOIN candle_1s c ON c.symbol_id = s.id AND c.open_time >= ?3 WHERE s.symbol = ?1 AND s.series = ?2)',
        [symbol, series, fromS],
      ),
    );
    if (typeof next?.time_s !== 'number' || next.time_s >= endS) break;
    const firstS = next.time_s;
    const toS = Math.min(endS, firstS - (firstS % HOUR_S) + HOUR_S);
    minutes += await transaction((statement) => rebuildHour({ symbol, series, firstS, toS, nowMs }, statement));
    fromS = toS;
  }
  return { minutes };
}

interface Part {
  readonly symbol: string;
  readonly series: NonNullable<CandleRange['series']>;
  readonly firstS: number;
  readonly toS: number;
  readonly nowMs: number;
}

async function rebuildHour({ symbol, series, firstS, toS, nowMs }: Part, statement: Statement): Promise<number> {
  const around = await readAround({ symbol, series }, firstS, toS - 60, statement);
  const scales = await SymbolScales.load(symbol, series, statement);
  const writer = new ChunkWriter({ symbol, series, scales, statement, receivedAtMs: nowMs });
  const writes: MinuteWrite[] = [];
  let previous = around.before;
  for (const minute of [...around.existing, ...around.after.slice(0, 1)]) {
    if (!minute.isFinal) continue;
    const previousClose = closeOf(previous);
    const observed = around.observed.get(minute.openTimeS);
    const settled = resettle(minute, { before: observed, now: observed }, previousClose, { symbol, series, receivedAtMs: nowMs });
    writes.push(observed === undefined ? { minute, previousClose, isMinuteChanged: false } : settled);
    previous = minute;
  }
  await statement(`DELETE FROM candle_1s WHERE ${OF_SYMBOL}`, [symbol, series, firstS, toS]);
  await statement(`DELETE FROM candle_dirty WHERE ${OF_SYMBOL}`, [symbol, series, firstS, toS]);
  try {
    await writer.write(writes, around.rowIds);
    const finals = new Set(writes.map((write) => write.minute.openTimeS));
    for (const observed of around.observed.values()) {
      if (finals.has(observed.openTimeS) || observed.openTimeS >= toS) continue;
      await writer.drained();
      await writer.writeObserved(observed, around.rowIds);
    }
  } finally {
    await writer.drained();
  }
  return writes.filter(({ minute }) => minute.openTimeS < toS).length;
}
