import { checkRange } from '../interval';
import { type IngestSources, type IngestWindow, ingestPages } from './ingest-minutes';
import type { JobControl } from './job-control';
import type { SkippedMinute } from './store-candles';

const MINUTE_MS = 60_000;

export interface BackfillOptions {
  /** Questions this run asks at most; unbounded where absent. */
  readonly mostPages?: number;
}

export interface BackfillReport {
  readonly symbol: string;
  /** Questions asked; each answers up to 1,999 minutes. */
  readonly pages: number;
  /** Closed minutes the venue gave. */
  readonly minutesIn: number;
  /** Seconds inserted or updated. */
  readonly rowsStored: number;
  /** Seconds that were there already. */
  readonly unchanged: number;
  /** Minutes the venue gave that cannot be a candle; they hold up no other. */
  readonly skipped: readonly SkippedMinute[];
  /** Everything before is done, ms since 1970; for the next run's `fromMs`. */
  readonly resumeFromMs: number;
  readonly isComplete: boolean;
}

/**
 * The history of one symbol in `[fromMs, toMs)`, oldest first. Goes on from the store's watermark where the window's first minute is there
 * already, so an aborted run is continued by calling again; progress counts minutes of what is left. 30 days are 22 questions, a year is 264.
 *
 * @throws {CandleInputError} `range`; `outside-window` when the venue answers with candles that were not asked for: of that page nothing was stored
 */
export async function backfill(
  { symbol, fromMs, toMs }: IngestWindow,
  sources: IngestSources,
  control: JobControl = {},
  { mostPages = Infinity }: BackfillOptions = {},
): Promise<BackfillReport> {
  checkRange({ startTs: fromMs, endTs: toMs });
  const report = { pages: 0, minutesIn: 0, rowsStored: 0, unchanged: 0 };
  const skipped: SkippedMinute[] = [];
  let resumeFromMs = await startOf({ symbol, fromMs, toMs }, sources);
  if (resumeFromMs < toMs) {
    for await (const page of ingestPages({ symbol, fromMs: resumeFromMs, toMs }, sources, control)) {
      report.pages += 1;
      report.minutesIn += page.minutesIn;
      report.rowsStored += page.rowsStored;
      report.unchanged += page.unchanged;
      skipped.push(...page.skipped);
      resumeFromMs = page.toMs;
      if (report.pages >= mostPages) break;
    }
  }
  return { symbol, ...report, skipped, resumeFromMs, isComplete: resumeFromMs >= toMs - (toMs % MINUTE_MS) };
}

/** The watermark counts from the first known minute, so it says something of this window only where that is not younger. */
async function startOf({ symbol, fromMs, toMs }: IngestWindow, { store }: IngestSources): Promise<number> {
  const startTs = Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS;
  const [first] = await store.minuteRecords({ symbol, startTs, endTs: startTs + MINUTE_MS });
  if (first?.isFinal !== true) return startTs;
  return Math.min(Math.max((await store.watermark(symbol)) ?? startTs, startTs), toMs);
}
