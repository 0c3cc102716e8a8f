import { ExecutionError } from '../../errors';
import type { HistoryQuery } from '../../history';

/**
 * Rows of a period, oldest first; of one moment in the order in which they came.
 *
 * @throws {ExecutionError} for a period that is none
 */
export async function* historyOf<Row extends object>(
  rows: () => readonly Row[],
  { nowMs, query, atMsOf }: { readonly nowMs: number; readonly query: HistoryQuery; readonly atMsOf: (row: Row) => number },
): AsyncGenerator<Row, void, undefined> {
  const { fromMs, toMs = nowMs, symbol, signal, onProgress } = query;
  if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs) || fromMs > toMs) {
    throw new ExecutionError(`history: found ${fromMs} to ${toMs}, expected ms since the epoch, and an end after the beginning`);
  }
  const found = rows()
    .filter((row) => symbol === undefined || !('symbol' in row) || row.symbol === symbol)
    .filter((row) => atMsOf(row) >= fromMs && atMsOf(row) < toMs)
    .sort((one, other) => atMsOf(one) - atMsOf(other));
  for (const row of found) {
    signal?.throwIfAborted();
    yield row;
  }
  signal?.throwIfAborted();
  onProgress?.({ share: 1, rows: found.length });
}
