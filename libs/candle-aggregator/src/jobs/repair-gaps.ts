import type { Candle } from '@prate/execution-interface';
import type { TimeRange } from '../candle-store';
import { omittedMinutes, repairWindows } from '../feed/gap-detector';
import { type IngestSources, type IngestWindow, ingestPages } from './ingest-minutes';
import type { JobControl } from './job-control';

const MINUTE_MS = 60_000;
const WINDOWS_A_RUN = 5;

export interface RepairGapsOptions {
  /** Questions this run asks at most, each for up to 1,999 minutes; default 5. */
  readonly mostWindows?: number;
}

export interface RepairReport {
  readonly symbol: string;
  /** Missing before the run, half-open, ms. */
  readonly missing: readonly TimeRange[];
  /** Missing after it. */
  readonly left: readonly TimeRange[];
  /** Questions asked. */
  readonly windows: number;
  /** Minutes the venue left out between others that it gave, in this run. */
  readonly omitted: number;
  /** Of these, omitted for the third time at least ten minutes apart: now 60 carried seconds, flag `filled`. Open times, ms. */
  readonly filled: readonly number[];
}

/**
 * Reads missing minutes of one symbol again, the newest hole first, then the oldest on. A minute that the venue omits three times, at least ten
 * minutes apart, while its neighbours exist, is filled by the store. Run every 5 minutes and after every reconnect; progress counts windows.
 *
 * @throws {CandleInputError} `range`; `outside-window` when the venue answers with candles that were not asked for
 */
export async function repairGaps(
  { symbol, fromMs, toMs }: IngestWindow,
  sources: IngestSources,
  control: JobControl = {},
  { mostWindows = WINDOWS_A_RUN }: RepairGapsOptions = {},
): Promise<RepairReport> {
  const { store } = sources;
  const missing = await store.missing(symbol, fromMs, toMs);
  const windows = repairWindows(missing, mostWindows);
  const filled: number[] = [];
  let omitted = 0;
  for (const [index, window] of windows.entries()) {
    const candles: Candle[] = [];
    let askedAtMs = 0;
    // With a neighbour on either side, which proves that the venue has data there.
    const asked = { symbol, fromMs: Math.max(0, window.from - MINUTE_MS), toMs: window.to + MINUTE_MS };
    const { onProgress: _own, ...quiet } = control;
    for await (const page of ingestPages(asked, sources, quiet)) {
      candles.push(...page.candles);
      askedAtMs = page.askedAtMs;
    }
    const holes = missing.filter(({ from, to }) => from < window.to && to > window.from);
    const left = omittedMinutes(holes, candles).filter((openMs) => openMs >= window.from && openMs < window.to);
    omitted += left.length;
    filled.push(...(await noteOmitted(left, { symbol, askedAtMs, sources, control })));
    control.onProgress?.({ symbol, done: index + 1, total: windows.length, atMs: window.to });
  }
  const left = windows.length === 0 ? missing : await store.missing(symbol, fromMs, toMs);
  return { symbol, missing, left, windows: windows.length, omitted, filled };
}

async function noteOmitted(
  minutes: readonly number[],
  { symbol, askedAtMs, sources, control }: { symbol: string; askedAtMs: number; sources: IngestSources; control: JobControl },
): Promise<readonly number[]> {
  const first = minutes[0];
  if (first === undefined) return [];
  const { store, aggregator } = sources;
  // A filled minute is made as the one before it was.
  const [before] = await store.minuteRecords({ symbol, startTs: first - MINUTE_MS, endTs: first });
  const profile = before?.profile;
  if (profile === undefined) return [];
  const fenced = control.fence === undefined ? {} : { fence: control.fence };
  const { filled } = await store.noteOmitted({ symbol, minutes, profile, receivedAtMs: askedAtMs, ...fenced });
  const [from, last] = [filled[0], filled.at(-1)];
  if (from !== undefined && last !== undefined)
    aggregator.publish({ type: 'candle.stored', symbol, series: 'trade', from, to: last + MINUTE_MS, revision: 0 });
  return filled;
}
