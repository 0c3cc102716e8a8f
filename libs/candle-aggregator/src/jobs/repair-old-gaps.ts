import type { TimeRange } from '../candle-store';
import { repairWindows } from '../feed/gap-detector';
import type { IngestSources } from './ingest-minutes';
import type { JobControl } from './job-control';
import { repairGaps } from './repair-gaps';

const MINUTE_MS = 60_000;

export interface OldGapsRound {
  readonly symbols: readonly string[];
  /** Holes before this moment; ms since 1970. Later ones are for `repairGaps`. */
  readonly beforeMs: number;
  /** Number of this run, a whole number, one more each run: it says where in the round the run stands. A host takes it from its tick. */
  readonly turn: number;
}

export interface OldGapsOptions {
  /** Contracts this run looks at; default 100. */
  readonly mostSymbols?: number;
  /** Questions this run asks at most, each for up to 1,999 minutes; default 100. */
  readonly mostWindows?: number;
}

export interface OldGapsReport {
  /** Minutes missing after the run, of each contract that was looked at. */
  readonly missingMinutes: ReadonlyMap<string, number>;
  /** Questions it would take to ask for every hole of these contracts. */
  readonly windows: number;
  /** Of these, the first that was asked, counted from 0, and how many were. */
  readonly place: number;
  readonly asked: number;
  /** Minutes that came, and minutes the venue omitted for the third time, which are filled now. */
  readonly closed: number;
  readonly filled: number;
  /** Contracts that could not be asked for, with why; they are asked again in the next round. */
  readonly failed: readonly { readonly symbol: string; readonly error: unknown }[];
}

interface Question {
  readonly symbol: string;
  readonly window: TimeRange;
}

/**
 * Asks again for what is missing from long ago, back to the first known minute of each contract, since minutes are kept for ever. Every run takes
 * the next contracts, and of their holes the next stretch, so that a hole that cannot be closed keeps nobody from the others. Where the round
 * stands is said by the number of the run and nothing else: it goes on after a restart, and in any process. Progress counts questions of the round.
 *
 * @throws whatever the store rejects with
 */
export async function repairOldGaps(
  { symbols, beforeMs, turn }: OldGapsRound,
  sources: IngestSources,
  control: JobControl = {},
  { mostSymbols = 100, mostWindows = 100 }: OldGapsOptions = {},
): Promise<OldGapsReport> {
  const { store } = sources;
  const parts = Math.max(1, Math.ceil(symbols.length / mostSymbols));
  const part = turn % parts;
  const mine = symbols.slice(part * mostSymbols, (part + 1) * mostSymbols);
  const missingMinutes = new Map<string, number>();
  const questions: Question[] = [];
  for (const symbol of mine) {
    control.signal?.throwIfAborted();
    const holes = await store.missing(symbol, 0, beforeMs);
    missingMinutes.set(symbol, minutesIn(holes));
    for (const window of repairWindows(holes, Infinity)) questions.push({ symbol, window });
  }
  const count = Math.min(questions.length, mostWindows);
  const place = count === 0 ? 0 : (Math.floor(turn / parts) * mostWindows) % questions.length;
  const failed: { symbol: string; error: unknown }[] = [];
  const touched = new Set<string>();
  let filled = 0;
  const { onProgress, ...quiet } = control;
  for (let index = 0; index < count; index += 1) {
    const at = (place + index) % questions.length;
    const { symbol, window } = questions[at] as Question;
    control.signal?.throwIfAborted();
    touched.add(symbol);
    try {
      const report = await repairGaps({ symbol, fromMs: window.from, toMs: window.to }, sources, quiet, { mostWindows: 1 });
      filled += report.filled.length;
    } catch (error) {
      if (control.signal?.aborted === true) throw error;
      failed.push({ symbol, error });
    }
    onProgress?.({ symbol, done: at + 1, total: questions.length, atMs: window.to });
  }
  let closed = -filled;
  for (const symbol of touched) {
    // Counted anew: an answer also brings the minutes beside its stretch, and those may have been missing, too.
    const left = minutesIn(await store.missing(symbol, 0, beforeMs));
    closed += (missingMinutes.get(symbol) ?? 0) - left;
    missingMinutes.set(symbol, left);
  }
  return { missingMinutes, windows: questions.length, place, asked: count, closed, filled, failed };
}

function minutesIn(holes: readonly TimeRange[]): number {
  return holes.reduce((sum, { from, to }) => sum + (to - from) / MINUTE_MS, 0);
}
