import type { StoredFault } from '../candle-store';
import type { DifferenceKind } from '../settle-minute';
import { type IngestSources, type IngestWindow, ingestMinutes } from './ingest-minutes';
import type { JobControl } from './job-control';

const MINUTE_MS = 60_000;

export interface VerifyOptions {
  /** Whether the venue is asked for the window again: nightly for the last 48 h; default false, which asks nothing. */
  readonly isAgainstVenue?: boolean;
}

export interface VerifyJobReport {
  readonly symbol: string;
  /** Minutes of the window that were looked at, and their seconds. */
  readonly minutes: number;
  readonly seconds: number;
  /** What does not add up in the store, at most 100, and how much there is. */
  readonly faults: readonly StoredFault[];
  readonly faultCount: number;
  /** Minutes whose seconds were made anew, because a person had edited them or one between them. */
  readonly rebuilt: number;
  /** Minutes of the window in which observed and official data contradict each other still, by kind of the first difference. */
  readonly disputed: Readonly<Partial<Record<DifferenceKind, number>>>;
  /** Minutes of the window whose observed volume or turnover was short by at most 1 % and was added to. */
  readonly adjusted: number;
  /** Minutes that the venue gave again; 0 where it was not asked. */
  readonly minutesIn: number;
  /** Of these, how many it had corrected since. */
  readonly corrected: number;
}

/**
 * Looks whether what is stored of one symbol is whole, adds up (candle rules, E1 to E9) and agrees with what was observed; and, where asked to,
 * with the venue, whose corrections are stored as revisions. Seconds of minutes that a person edited are made anew. Hourly for what closed since, nightly against the venue.
 *
 * @throws {CandleInputError} as {@link ingestMinutes}
 */
export async function verify(
  { symbol, fromMs, toMs }: IngestWindow,
  sources: IngestSources,
  control: JobControl = {},
  { isAgainstVenue = false }: VerifyOptions = {},
): Promise<VerifyJobReport> {
  const { store } = sources;
  const range = { symbol, startTs: fromMs, endTs: toMs };
  let minutesIn = 0;
  let corrected = 0;
  if (isAgainstVenue) {
    const before = new Map(
      (await store.minuteRecords(range)).map(({ openTimeS, revision, isFinal }) => [openTimeS, isFinal ? revision : -1]),
    );
    ({ minutesIn } = await ingestMinutes({ symbol, fromMs, toMs }, sources, control));
    for (const { openTimeS, revision } of await store.minuteRecords(range)) {
      const known = before.get(openTimeS) ?? -1;
      if (known >= 0 && revision > known) corrected += 1;
    }
  }
  control.signal?.throwIfAborted();
  const { minutes, seconds, faults, faultCount } = await store.verify(range);
  const rebuilt = await rebuildEdited(range, faults, sources);
  const disputed: Partial<Record<DifferenceKind, number>> = {};
  let adjusted = 0;
  for (const { verdict, difference, resolvedAtMs } of await store.differences(range)) {
    if (resolvedAtMs !== undefined) continue;
    if (verdict === 'adjusted') adjusted += 1;
    else disputed[difference.kind] = (disputed[difference.kind] ?? 0) + 1;
  }
  return { symbol, minutes, seconds, faults, faultCount, rebuilt, disputed, adjusted, minutesIn, corrected };
}

/** From the first edited minute to the last one that is named; more are found by the next run. */
async function rebuildEdited(
  { symbol }: { readonly symbol: string },
  faults: readonly StoredFault[],
  { store, aggregator }: IngestSources,
): Promise<number> {
  const edited = faults.filter(({ code }) => code === 'edited').map(({ timestamp }) => timestamp);
  if (edited.length === 0) return 0;
  const [startTs, endTs] = [Math.min(...edited), Math.max(...edited) + MINUTE_MS];
  const { minutes } = await store.rebuild({ symbol, startTs, endTs });
  // And of the minute that follows, which opens at the close before it.
  aggregator.publish({ type: 'candle.stored', symbol, series: 'trade', from: startTs, to: endTs + MINUTE_MS, revision: 0 });
  return minutes;
}
