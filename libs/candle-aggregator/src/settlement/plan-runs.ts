import { type MinuteDifference, difference } from './minute-difference';
import { Cover, type ObservedRows } from './observed-rows';

/** Seconds in a row that nobody watched. */
export interface Run {
  /** Place of the first in the minute, 0 to 59. */
  readonly start: number;
  readonly seconds: number;
  /** What it gets of the volume, in units. */
  units: number;
  /** Whether the high (low) of the minute is shown in it. */
  showsHigh: boolean;
  showsLow: boolean;
}

export type RunPlan = { readonly runs: readonly Run[] } | { readonly contradiction: MinuteDifference };

/** What was observed, in one look. */
export interface ObservedSummary {
  /** Places of the first and last traded second; −1 where none is known. */
  readonly first: number;
  readonly last: number;
  readonly high: number;
  readonly low: number;
  readonly volume: bigint;
}

export function summarize({ seconds, cover }: ObservedRows): ObservedSummary {
  const traded = [...cover.keys()].filter((i) => cover[i] === Cover.Traded);
  return {
    first: traded[0] ?? -1,
    last: traded.at(-1) ?? -1,
    high: Math.max(...traded.map((i) => seconds.high[i] as number)),
    low: Math.min(...traded.map((i) => seconds.low[i] as number)),
    volume: traded.reduce((sum, i) => sum + BigInt(seconds.volume[i] as number), 0n),
  };
}

/**
 * Shares what the observed seconds leave of a minute among the seconds between them (candle rules, section 4.6), or says why that cannot be
 * done. Every second that shows a price nobody observed is due one unit.
 *
 * @param isVolumeKnown false in series without volume: there every uncovered second counts as traded
 */
export function planRuns(rows: ObservedRows, summary: ObservedSummary, isVolumeKnown: boolean): RunPlan {
  const { seconds, open, high, low, close, volume, unit } = rows;
  const { priceScale, volumeScale } = seconds.scale;
  const { first, last } = summary;
  const against = (kind: MinuteDifference['kind'], observed: number, official: number): RunPlan => ({
    contradiction: difference(kind, observed, official, priceScale),
  });
  if (summary.high > high) return against('high', summary.high, high);
  if (summary.low < low) return against('low', summary.low, low);
  if (summary.volume > BigInt(volume)) return { contradiction: difference('volume', summary.volume, volume, volumeScale) };

  const runs = findRuns(rows.cover);
  const firstRun = runs[0];
  const lastRun = runs.at(-1);
  const needsOpen = first === -1 || seconds.open[first] !== open;
  const needsClose = last === -1 || seconds.close[last] !== close;
  if (first === -1 && firstRun === undefined) {
    // All of it was watched and nothing traded: there is no price to compare.
    return { contradiction: volume > 0 ? difference('volume', 0, volume, volumeScale) : difference('units', 0, 1, 0) };
  }
  if (needsOpen && (firstRun === undefined || (first !== -1 && firstRun.start > first)))
    return against('open', seconds.open[first] ?? 0, open);
  if (needsClose && (lastRun === undefined || lastRun.start < last)) return against('close', seconds.close[last] ?? 0, close);
  const longest = runs.reduce<Run | undefined>((best, run) => (best === undefined || run.seconds > best.seconds ? run : best), undefined);
  const needsHigh = summary.high < high;
  const needsLow = summary.low > low;
  if (needsHigh && longest === undefined) return against('high', summary.high, high);
  if (needsLow && longest === undefined) return against('low', summary.low, low);
  if (firstRun === undefined || lastRun === undefined || longest === undefined) return { runs };

  const spare = Number((BigInt(volume) - summary.volume) / BigInt(unit));
  let dueForPath = new Set([...(needsOpen ? [firstRun] : []), ...(needsClose ? [lastRun] : [])]);
  let extremesIn = longest;
  const isTooMuch = (): boolean => isVolumeKnown && spare < new Set([...dueForPath, ...(needsHigh || needsLow ? [extremesIn] : [])]).size;
  if (isTooMuch()) extremesIn = [...dueForPath][0] ?? longest;
  // Where nothing was observed one run can show it all.
  if (isTooMuch() && first === -1) {
    dueForPath = new Set([longest]);
    extremesIn = longest;
  }
  const due = new Set([...dueForPath, ...(needsHigh || needsLow ? [extremesIn] : [])]);
  if (isTooMuch()) return { contradiction: difference('units', spare, due.size, 0) };
  extremesIn.showsHigh = needsHigh;
  extremesIn.showsLow = needsLow;
  if (isVolumeKnown) shareByLength(runs, due, spare);
  return { runs };
}

function findRuns(cover: Uint8Array): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < 60; i += 1) {
    if (cover[i] !== Cover.Unknown) continue;
    const start = i;
    while (i + 1 < 60 && cover[i + 1] === Cover.Unknown) i += 1;
    runs.push({ start, seconds: i + 1 - start, units: 0, showsHigh: false, showsLow: false });
  }
  return runs;
}

/** One unit where it is due, the rest by length: cumulative floors, exact below 2^53. */
function shareByLength(runs: readonly Run[], due: ReadonlySet<Run>, units: number): void {
  const rest = units - due.size;
  const total = runs.reduce((sum, run) => sum + run.seconds, 0);
  const spare = rest % total;
  const each = (rest - spare) / total;
  let length = 0;
  let given = 0;
  for (const run of runs) {
    length += run.seconds;
    const upTo = each * length + Math.floor((spare * length) / total);
    run.units = upTo - given + (due.has(run) ? 1 : 0);
    given = upTo;
  }
}
