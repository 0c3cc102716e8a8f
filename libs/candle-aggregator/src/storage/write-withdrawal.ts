import type { SecondsWithdrawal, WithdrawalReport } from '../candle-store';
import { planWithdrawals } from '../plan-withdrawals';
import { DEFAULT_SERIES } from '../series-name';
import { ChunkWriter } from './chunk-writer';
import type { Statement } from './data-sources';
import { readAround } from './read-around';
import { SymbolScales } from './symbol-scales';

/** Parameters: symbol, series, JSON list of open times. A trigger drops the packed hour and raises its stamp. */
const DELETE_SECONDS =
  'DELETE FROM candle_1s WHERE symbol_id IN (SELECT id FROM market_symbol WHERE symbol = ?1 AND series = ?2) ' +
  'AND open_time IN (SELECT value FROM json_each(?3))';

/** Takes observed seconds back, and settles the final ones of their minutes. The caller holds the write lock and an open transaction. */
export async function writeWithdrawal(withdrawal: SecondsWithdrawal, statement: Statement): Promise<WithdrawalReport> {
  const { symbol, series = DEFAULT_SERIES, openTimesS, receivedAtMs } = withdrawal;
  const firstS = openTimesS[0] ?? 0;
  const lastS = openTimesS.at(-1) ?? 0;
  const around = await readAround({ symbol, series }, firstS - (firstS % 60), lastS - (lastS % 60), statement);
  const { writes, ...report } = planWithdrawals({ ...around, symbol, series, openTimesS, minutes: around.existing, receivedAtMs });
  const scales = await SymbolScales.load(symbol, series, statement);
  const writer = new ChunkWriter({ symbol, series, scales, statement, receivedAtMs });
  try {
    for (const { observed, write } of writes) {
      await writer.drained();
      const ids = [...(around.rowIds.get(observed.openTimeS) ?? [])];
      await writer.keepObserved(
        observed,
        { id: around.observedRowIds.get(observed.openTimeS) ?? 0 },
        new Map([[observed.openTimeS, new Set(ids)]]),
      );
      if (write !== undefined) await writer.write([write], around.rowIds);
      else {
        const gone = openTimesS.filter((second) => second >= observed.openTimeS && second < observed.openTimeS + 60);
        await statement(DELETE_SECONDS, [symbol, series, JSON.stringify(gone)]);
      }
    }
  } finally {
    await writer.drained();
  }
  return report;
}
