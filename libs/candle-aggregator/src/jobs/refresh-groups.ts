import { type CloseMinuteOptions, closeMinute } from './close-minute';
import type { ConfirmationPlan } from './confirmation-plan';
import type { IngestReport, IngestSources } from './ingest-minutes';
import type { JobControl } from './job-control';

export interface RefreshReport {
  /** One of each contract that was confirmed. */
  readonly confirmed: readonly IngestReport[];
  /** Contracts that could not be, with why; they have their turn again in the next minute. */
  readonly failed: readonly { readonly symbol: string; readonly error: unknown }[];
}

/**
 * `close-minute` for the group of this minute, one contract after the other; what fails holds nobody up. Run each minute at second 3, with a pace
 * of at most 5 a second. A missed run is made up for by the ones after it. Progress counts contracts.
 *
 * @param nowMs the venue's clock, ms since 1970
 */
export async function refreshGroups(
  { plan, nowMs }: { readonly plan: ConfirmationPlan; readonly nowMs: number },
  sources: IngestSources,
  control: JobControl = {},
  options: CloseMinuteOptions = {},
): Promise<RefreshReport> {
  const { onProgress, ...quiet } = control;
  const symbols = plan.due(nowMs);
  const confirmed: IngestReport[] = [];
  const failed: { symbol: string; error: unknown }[] = [];
  for (const [index, symbol] of symbols.entries()) {
    control.signal?.throwIfAborted();
    try {
      confirmed.push(await closeMinute(symbol, sources, quiet, options));
      plan.confirmed(symbol, nowMs);
    } catch (error) {
      if (control.signal?.aborted === true) throw error;
      failed.push({ symbol, error });
    }
    onProgress?.({ symbol, done: index + 1, total: symbols.length, atMs: nowMs });
  }
  return { confirmed, failed };
}
