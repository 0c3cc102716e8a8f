import type { MinutePut, PutReport } from '../candle-store';
import { nextTurn } from '../event-loop-timer';
import type { Minute } from '../minute';
import { planMinuteWrites } from '../plan-minute-writes';
import { DEFAULT_SERIES } from '../series-name';
import { ChunkWriter } from './chunk-writer';
import type { Statement } from './data-sources';
import { type StoredAround, readAround } from './read-around';
import { SymbolScales } from './symbol-scales';

// Minutes planned at once: few enough that reading as many stored ones does not hold up the event loop.
const MINUTES_A_SLICE = 360;
const HOUR_S = 3_600;

/** Parameters: symbol, series, JSON list of open times, when the venue was asked in ms. */
const CONFIRM_MINUTES =
  "UPDATE candle_1m SET source = 'call', asked_at = ?4 WHERE symbol_id IN (SELECT id FROM market_symbol WHERE symbol = ?1 AND series = ?2) " +
  'AND open_time IN (SELECT value FROM json_each(?3))';

/** Writes minutes and their seconds, slice by slice. The caller holds the write lock and an open transaction. */
export async function writeMinutes(put: MinutePut, statement: Statement): Promise<PutReport> {
  const { symbol, series = DEFAULT_SERIES, minutes, profile, receivedAtMs, testimony } = put;
  const scales = await SymbolScales.load(symbol, series, statement);
  const writer = new ChunkWriter({ symbol, series, scales, statement, receivedAtMs });
  const total = { inserted: 0, updated: 0, unchanged: 0, refused: 0 };
  const revised: number[] = [];
  const read = (slice: readonly Minute[]): Promise<StoredAround> =>
    readAround({ symbol, series }, slice[0]?.openTimeS ?? 0, slice.at(-1)?.openTimeS ?? 0, statement);
  try {
    let incoming = minutes.slice(0, endOfSlice(minutes, 0));
    let reading = read(incoming);
    for (let end = incoming.length; incoming.length > 0;) {
      const around = await reading;
      const plan = planMinuteWrites({
        symbol,
        series,
        incoming,
        ...around,
        profile,
        receivedAtMs,
        ...(testimony === undefined ? {} : { testimony }),
      });
      total.inserted += plan.inserted;
      total.updated += plan.updated;
      total.unchanged += plan.unchanged;
      total.refused += plan.refused;
      for (const { minute, isMinuteChanged } of plan.writes)
        if (isMinuteChanged && minute.isFinal && minute.revision > 0) revised.push(minute.openTimeS * 1000);
      await nextTurn();
      if (plan.confirmed.length > 0)
        await writer.behind(() => statement(CONFIRM_MINUTES, [symbol, series, JSON.stringify(plan.confirmed), testimony?.askedAtMs]));
      const begun = await writer.begin(plan.writes, around.rowIds);
      incoming = minutes.slice(end, endOfSlice(minutes, end));
      end += incoming.length;
      // Seconds change nothing of what is read here, so the next slice is planned while SQLite stores those of this one.
      const next = incoming;
      if (next.length > 0) reading = writer.behind(() => read(next));
      await writer.writeSeconds(begun);
    }
  } finally {
    // Also after a failure nothing of it may still be at work when the transaction is rolled back.
    await writer.drained();
  }
  return { ...total, secondsWritten: writer.secondsWritten, revised };
}

/** Slices end on whole hours, so that an hour that comes whole is written, and packed, as one. */
function endOfSlice(minutes: MinutePut['minutes'], start: number): number {
  const firstS = minutes[start]?.openTimeS ?? 0;
  const lastS = firstS - (firstS % HOUR_S) + MINUTES_A_SLICE * 60;
  let end = start;
  while (end < minutes.length && (minutes[end]?.openTimeS ?? 0) < lastS) end += 1;
  return end;
}
