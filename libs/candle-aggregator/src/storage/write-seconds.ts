import type { SecondsPut, SecondsReport } from '../candle-store';
import { planSecondWrites } from '../plan-second-writes';
import { DEFAULT_SERIES } from '../series-name';
import { ChunkWriter } from './chunk-writer';
import type { Statement } from './data-sources';
import { readAround } from './read-around';
import { SymbolScales } from './symbol-scales';

// A whole day of seconds is planned in slices of an hour.
const SLICE_S = 3_600;

/** Writes observed seconds and settles the final ones of their minutes. The caller holds the write lock and an open transaction. */
export async function writeSeconds(put: SecondsPut, statement: Statement): Promise<SecondsReport> {
  const { symbol, series = DEFAULT_SERIES, seconds, receivedAtMs } = put;
  const scales = await SymbolScales.load(symbol, series, statement);
  const writer = new ChunkWriter({ symbol, series, scales, statement, receivedAtMs });
  const total = { inserted: 0, updated: 0, unchanged: 0, refused: 0 };
  const revised: number[] = [];
  try {
    for (let start = 0; start < seconds.length;) {
      const firstS = seconds[start]?.openTimeS ?? 0;
      const endS = firstS - (firstS % SLICE_S) + SLICE_S;
      let end = start;
      while (end < seconds.length && (seconds[end]?.openTimeS ?? 0) < endS) end += 1;
      const incoming = seconds.slice(start, end);
      start = end;
      const lastS = incoming.at(-1)?.openTimeS ?? firstS;
      await writer.drained();
      const around = await readAround({ symbol, series }, firstS - (firstS % 60), lastS - (lastS % 60), statement);
      const plan = planSecondWrites({ ...around, symbol, series, incoming, minutes: around.existing, receivedAtMs });
      total.inserted += plan.inserted;
      total.updated += plan.updated;
      total.unchanged += plan.unchanged;
      total.refused += plan.refused;
      revised.push(...plan.revised);
      for (const { observed, write } of plan.writes) {
        if (write === undefined) {
          await writer.writeObserved(observed, around.rowIds);
          continue;
        }
        await writer.drained();
        const ids = [...(around.rowIds.get(observed.openTimeS) ?? [])];
        await writer.keepObserved(observed, { id: ids[0] ?? 0 }, new Map([[observed.openTimeS, new Set(ids)]]));
        await writer.write([write], around.rowIds);
      }
    }
  } finally {
    await writer.drained();
  }
  return { ...total, revised };
}
