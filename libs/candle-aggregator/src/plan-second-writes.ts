import type { SecondsReport } from './candle-store';
import type { StoredMinute } from './minute';
import { type ObservedMinute, mergeObserved } from './observed-minute';
import type { ObservedSecond } from './observed/observed-second';
import { type MinuteWrite, closeOf, resettle } from './plan-minute-writes';
import type { SeriesName } from './series-name';

/** One minute of which something new was observed. */
export interface ObservedWrite {
  readonly observed: ObservedMinute;
  /** The final minute with its seconds settled anew; absent where the minute is not final. */
  readonly write?: MinuteWrite;
}

export interface SecondsPlan extends SecondsReport {
  readonly writes: readonly ObservedWrite[];
}

export interface SecondsQuery {
  readonly symbol: string;
  readonly series: SeriesName;
  /** Sorted by time, each second once. */
  readonly incoming: readonly ObservedSecond[];
  /** Stored minutes from the first to the last one that is touched, sorted. */
  readonly minutes: readonly StoredMinute[];
  /** Latest final minute before them. */
  readonly before: StoredMinute | undefined;
  /** What was observed of the minutes that are touched, by open time in whole seconds. */
  readonly observed: ReadonlyMap<number, ObservedMinute>;
  readonly receivedAtMs: number;
}

/**
 * What a put of observed seconds changes, the same for every store. Before its minute is final a second that has other values is reopened, and
 * the minute's revision goes up; after that the minute is settled anew beside all that was observed of it.
 */
export function planSecondWrites({ symbol, series, incoming, minutes, before, observed, receivedAtMs }: SecondsQuery): SecondsPlan {
  const counts = { inserted: 0, updated: 0, unchanged: 0, refused: 0 };
  const writes: ObservedWrite[] = [];
  const revised: number[] = [];
  for (const [openTimeS, seconds] of byMinute(incoming)) {
    const old = observed.get(openTimeS);
    const merge = mergeObserved(old?.seconds ?? [], seconds);
    counts.inserted += merge.inserted;
    counts.updated += merge.updated;
    counts.unchanged += merge.unchanged;
    counts.refused += merge.refused;
    if (merge.inserted + merge.updated === 0) continue;
    const minute = minutes.find((one) => one.isFinal && one.openTimeS === openTimeS);
    const isReopened = minute === undefined && merge.updated > 0;
    const now = { openTimeS, seconds: merge.seconds, revision: (old?.revision ?? 0) + (isReopened ? 1 : 0) };
    if (minute === undefined) writes.push({ observed: now });
    else {
      const previous = minutes.filter((one) => one.isFinal && one.openTimeS < openTimeS).at(-1) ?? before;
      const write = resettle(minute, { before: old, now }, closeOf(previous), { symbol, series, receivedAtMs });
      writes.push({ observed: now, write });
    }
    const isRevised = isReopened || writes.at(-1)?.write?.replaced !== undefined;
    if (isRevised) revised.push(openTimeS * 1000);
  }
  return { writes, ...counts, revised };
}

function byMinute(seconds: readonly ObservedSecond[]): Map<number, ObservedSecond[]> {
  const minutes = new Map<number, ObservedSecond[]>();
  for (const second of seconds) {
    const openTimeS = second.openTimeS - (second.openTimeS % 60);
    const list = minutes.get(openTimeS);
    if (list === undefined) minutes.set(openTimeS, [second]);
    else list.push(second);
  }
  return minutes;
}
