import type {
  MinutePut,
  OmissionNote,
  OmissionReport,
  PutReport,
  SecondsPut,
  SecondsReport,
  SecondsWithdrawal,
  WithdrawalReport,
} from '../../candle-store';
import type { Minute } from '../../minute';
import { type MinuteWrite, planMinuteWrites } from '../../plan-minute-writes';
import { planOmissions } from '../../plan-omissions';
import { planSecondWrites } from '../../plan-second-writes';
import { planWithdrawals } from '../../plan-withdrawals';
import { fitsScale, neededScale, notRepresentable } from '../../seconds-scale';
import type { PostgresShelf } from './postgres-shelf';

/** Minutes planned at once, and never so far apart that many stored ones lie between. */
const MINUTES_A_SLICE = 1_000;
const LONGEST_SLICE_S = 86_400;

/** Writes minutes, slice by slice, in the transaction of the shelf. */
export async function writeMinutes(
  shelf: PostgresShelf,
  { minutes, profile, receivedAtMs, testimony }: Pick<MinutePut, 'minutes' | 'profile' | 'receivedAtMs' | 'testimony'>,
): Promise<PutReport> {
  const total = { inserted: 0, updated: 0, unchanged: 0, refused: 0, secondsWritten: 0 };
  const revised = new Set<number>();
  for (let start = 0; start < minutes.length;) {
    const end = endOfSlice(minutes, start);
    const incoming = minutes.slice(start, end);
    start = end;
    const firstS = incoming[0]?.openTimeS ?? 0;
    const lastS = incoming.at(-1)?.openTimeS ?? 0;
    const around = await shelf.around(firstS, lastS);
    const plan = planMinuteWrites({
      symbol: shelf.symbol,
      series: shelf.series,
      incoming,
      ...around,
      observed: await shelf.observedToWrite(firstS, (around.after.at(-1)?.openTimeS ?? lastS) + 60),
      profile,
      receivedAtMs,
      ...(testimony === undefined ? {} : { testimony }),
    });
    plan.writes.forEach(checkWrite);
    await shelf.apply(plan.writes, receivedAtMs);
    if (testimony !== undefined) await shelf.confirm(plan.confirmed, testimony.askedAtMs);
    total.inserted += plan.inserted;
    total.updated += plan.updated;
    total.unchanged += plan.unchanged;
    total.refused += plan.refused;
    for (const { minute, replaced, isMinuteChanged } of plan.writes) {
      if (minute.isFinal) total.secondsWritten += 60;
      if (isMinuteChanged && (replaced !== undefined || (minute.isFinal && minute.revision > 0))) revised.add(minute.openTimeS * 1000);
    }
  }
  return { ...total, revised: [...revised] };
}

/** Writes observed seconds, and settles their minutes anew where they are final. */
export async function writeSeconds(
  shelf: PostgresShelf,
  { seconds, receivedAtMs }: Pick<SecondsPut, 'seconds' | 'receivedAtMs'>,
): Promise<SecondsReport> {
  const firstS = minuteOf(seconds[0]?.openTimeS ?? 0);
  const endS = minuteOf(seconds.at(-1)?.openTimeS ?? 0) + 60;
  const { existing: minutes, before } = await shelf.around(firstS, endS - 60);
  const { writes, ...report } = planSecondWrites({
    symbol: shelf.symbol,
    series: shelf.series,
    incoming: seconds,
    minutes,
    before,
    observed: await shelf.observedToWrite(firstS, endS),
    receivedAtMs,
  });
  await shelf.apply(
    writes.flatMap(({ write }) => write ?? []),
    receivedAtMs,
  );
  const given = new Set(seconds.map(({ openTimeS }) => openTimeS));
  const observed = writes.map((one) => one.observed);
  await shelf.keepObserved(
    observed,
    observed.flatMap((minute) => minute.seconds.filter(({ openTimeS }) => given.has(openTimeS))),
  );
  return report;
}

/** Takes observed seconds back, and settles their minutes anew where they are final. */
export async function withdrawSeconds(
  shelf: PostgresShelf,
  { openTimesS, receivedAtMs }: Pick<SecondsWithdrawal, 'openTimesS' | 'receivedAtMs'>,
): Promise<WithdrawalReport> {
  const firstS = minuteOf(openTimesS[0] ?? 0);
  const endS = minuteOf(openTimesS.at(-1) ?? 0) + 60;
  const { existing: minutes, before } = await shelf.around(firstS, endS - 60);
  const { writes, ...report } = planWithdrawals({
    symbol: shelf.symbol,
    series: shelf.series,
    openTimesS,
    minutes,
    before,
    observed: await shelf.observedToWrite(firstS, endS),
    receivedAtMs,
  });
  if (writes.length === 0) return report;
  await shelf.apply(
    writes.flatMap(({ write }) => write ?? []),
    receivedAtMs,
  );
  await shelf.keepObserved(
    writes.map((one) => one.observed),
    [],
  );
  await shelf.dropSeconds(openTimesS);
  return report;
}

/** Counts omissions, and fills the minutes that were omitted often enough. */
export async function writeOmissions(
  shelf: PostgresShelf,
  { minutes, profile, receivedAtMs }: Omit<OmissionNote, 'symbol'>,
): Promise<OmissionReport> {
  const omitted = minutes.map((timeMs) => timeMs / 1000);
  if (omitted.length === 0) return { counted: 0, filled: [], refused: 0 };
  const { kept, filled, counted, refused } = planOmissions({
    omitted,
    known: await shelf.omissions(omitted),
    finals: await shelf.finalsAround(omitted[0] as number, omitted.at(-1) as number),
    notedAtMs: receivedAtMs,
  });
  await writeMinutes(shelf, { minutes: filled, profile, receivedAtMs });
  await shelf.keepOmissions(kept);
  return { counted, filled: filled.map((minute) => minute.openTimeS * 1000), refused };
}

/** Seconds are made when they are read; that they can be made is known before anything is stored. */
function checkWrite({ minute, previousClose, settlement }: MinuteWrite): void {
  if (!minute.isFinal || settlement !== undefined) return;
  if (!fitsScale(minute, previousClose, neededScale(minute, previousClose))) throw notRepresentable(minute, previousClose);
}

function endOfSlice(minutes: readonly Minute[], start: number): number {
  const firstS = minutes[start]?.openTimeS ?? 0;
  let end = start;
  while (end < minutes.length && end - start < MINUTES_A_SLICE && (minutes[end]?.openTimeS ?? 0) < firstS + LONGEST_SLICE_S) end += 1;
  return end;
}

function minuteOf(timeS: number): number {
  return timeS - (timeS % 60);
}
