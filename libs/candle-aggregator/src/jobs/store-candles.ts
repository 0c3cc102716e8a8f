import type { Candle } from '@prate/execution-interface';
import type { CandleAggregator } from '../candle-aggregator';
import { CandleInputError, type CandleIssue } from '../errors';
import type { ProcessOptions, StoreReport } from '../process-minutes';
import { toMinuteInput } from './to-minute-input';

/** A minute the venue gave that cannot be a candle. It was not stored and stays missing. */
export interface SkippedMinute {
  readonly symbol: string;
  /** Start, ms since 1970. */
  readonly openTimeMs: number;
  readonly issues: readonly CandleIssue[];
}

export interface StoredCandles extends Pick<StoreReport, 'inserted' | 'updated' | 'unchanged'> {
  /** At most 100 of a call. */
  readonly skipped: readonly SkippedMinute[];
}

/**
 * Stores minutes of a venue; one that cannot be stored is named and holds up no other. Of a minute given twice the later one is taken: the venue
 * has corrected it meanwhile.
 *
 * @throws {CandleInputError} something other than a minute is wrong, such as the instrument
 * @throws {CandleStoreError} the store failed
 */
export async function storeCandles(
  candles: readonly Candle[],
  { symbol, aggregator, options }: { readonly symbol: string; readonly aggregator: CandleAggregator; readonly options: ProcessOptions },
): Promise<StoredCandles> {
  try {
    const report = await aggregator.processAndStore(candles.map(toMinuteInput), symbol, {
      ...options,
      onInvalid: 'skip',
      onConflict: 'last',
    });
    const byMinute = new Map<number, CandleIssue[]>();
    for (const issue of report.issues) {
      const openTimeMs = candles[issue.index ?? -1]?.openTimeMs;
      if (openTimeMs !== undefined) byMinute.set(openTimeMs, [...(byMinute.get(openTimeMs) ?? []), issue]);
    }
    const skipped = [...byMinute].map(([openTimeMs, issues]) => ({ symbol, openTimeMs, issues }));
    return { inserted: report.inserted, updated: report.updated, unchanged: report.unchanged, skipped };
  } catch (error) {
    // Only the store knows on which scales a minute has to stand beside its neighbours; which one does not, it does not say.
    if (!(error instanceof CandleInputError) || !error.issues.every(({ code }) => code === 'precision')) throw error;
    const [first] = candles;
    if (first === undefined) throw error;
    if (candles.length === 1)
      return { inserted: 0, updated: 0, unchanged: 0, skipped: [{ symbol, openTimeMs: first.openTimeMs, issues: error.issues }] };
    const half = Math.ceil(candles.length / 2);
    const a = await storeCandles(candles.slice(0, half), { symbol, aggregator, options });
    const b = await storeCandles(candles.slice(half), { symbol, aggregator, options });
    return {
      inserted: a.inserted + b.inserted,
      updated: a.updated + b.updated,
      unchanged: a.unchanged + b.unchanged,
      skipped: [...a.skipped, ...b.skipped],
    };
  }
}
