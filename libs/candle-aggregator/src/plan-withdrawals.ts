import type { WithdrawalReport } from './candle-store';
import { closeOf, resettle } from './plan-minute-writes';
import type { ObservedWrite, SecondsQuery } from './plan-second-writes';

export interface WithdrawalPlan extends WithdrawalReport {
  readonly writes: readonly ObservedWrite[];
}

export interface WithdrawalQuery extends Omit<SecondsQuery, 'incoming'> {
  /** Open times, whole seconds, sorted, each once. */
  readonly openTimesS: readonly number[];
}

/**
 * What a withdrawal of observed seconds changes, the same for every store. Before its minute is final the minute's revision goes up, since readers
 * had them; after that the minute is settled anew by what stays. What was observed keeps its revision, also when no second of it stays.
 */
export function planWithdrawals({ openTimesS, symbol, series, minutes, before, observed, receivedAtMs }: WithdrawalQuery): WithdrawalPlan {
  const writes: ObservedWrite[] = [];
  const revised: number[] = [];
  let removed = 0;
  for (const [openTimeS, withdrawn] of byMinute(openTimesS)) {
    const old = observed.get(openTimeS);
    const seconds = old?.seconds.filter((second) => !withdrawn.has(second.openTimeS)) ?? [];
    if (old === undefined || seconds.length === old.seconds.length) continue;
    removed += old.seconds.length - seconds.length;
    const minute = minutes.find((one) => one.isFinal && one.openTimeS === openTimeS);
    const now = { openTimeS, seconds, revision: old.revision + (minute === undefined ? 1 : 0) };
    if (minute === undefined) writes.push({ observed: now });
    else {
      const previous = minutes.filter((one) => one.isFinal && one.openTimeS < openTimeS).at(-1) ?? before;
      writes.push({ observed: now, write: resettle(minute, { before: old, now }, closeOf(previous), { symbol, series, receivedAtMs }) });
    }
    if (minute === undefined || writes.at(-1)?.write?.replaced !== undefined) revised.push(openTimeS * 1000);
  }
  return { writes, removed, unknown: openTimesS.length - removed, revised };
}

function byMinute(openTimesS: readonly number[]): Map<number, Set<number>> {
  const minutes = new Map<number, Set<number>>();
  for (const second of openTimesS) {
    const openTimeS = second - (second % 60);
    const withdrawn = minutes.get(openTimeS) ?? new Set<number>();
    minutes.set(openTimeS, withdrawn.add(second));
  }
  return minutes;
}
