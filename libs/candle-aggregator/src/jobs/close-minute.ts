import { lastSettledMs } from '../check-minutes';
import { untilAborted } from '../feed/until-aborted';
import { type IngestReport, type IngestSources, ingestMinutes, serverTime } from './ingest-minutes';
import type { JobControl } from './job-control';

const MINUTE_MS = 60_000;
/** The venue corrects minutes: so many are asked for again each time. */
const CORRECTION_MINUTES = 10;
/** What one question answers at most, less the overlap. */
const CATCH_UP_MINUTES = 1_998;

export interface CloseMinuteOptions {
  /** Minutes asked for again, a whole number; default 10. */
  readonly correctionMinutes?: number;
}

/**
 * The minutes of one symbol that closed since the store's watermark, and the last ten again, in one question of at most 1,999 minutes: what
 * closed longer ago is for `repair-gaps` and `backfill`. Run each minute at second 3 for every symbol, or, where there are many, for the group
 * that `ConfirmationPlan` says. Idempotent; after a missed run the next one catches up. Reports as {@link ingestMinutes} does.
 */
export async function closeMinute(
  symbol: string,
  sources: IngestSources,
  control: JobControl = {},
  { correctionMinutes = CORRECTION_MINUTES }: CloseMinuteOptions = {},
): Promise<IngestReport> {
  const { store } = sources;
  const toMs = lastSettledMs(await untilAborted(serverTime(sources), control.signal));
  const correctionMs = toMs - correctionMinutes * MINUTE_MS;
  const sinceMs = Math.min((await store.watermark(symbol)) ?? correctionMs, correctionMs);
  return ingestMinutes({ symbol, fromMs: Math.max(sinceMs, toMs - CATCH_UP_MINUTES * MINUTE_MS), toMs }, sources, control);
}
