import type { InterpolationProfile, Minute, StoredMinute } from './minute';
import { isSameMinute } from './minute';
import type { ScaledPrice } from './scaled-number';

/** One minute to write with its seconds. */
export interface MinuteWrite {
  readonly minute: StoredMinute;
  /** Close of the latest earlier final minute. */
  readonly previousClose: ScaledPrice | undefined;
  /** Whether the minute's own row changes; where not, only the seconds that open it do. */
  readonly isMinuteChanged: boolean;
}

export interface MinutePlan {
  readonly writes: readonly MinuteWrite[];
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
}

export interface PlanQuery {
  /** Sorted by time, each minute once. */
  readonly incoming: readonly Minute[];
  /** Stored minutes from the first to the last incoming one, sorted. */
  readonly existing: readonly StoredMinute[];
  /** Latest final minute before the first incoming one. */
  readonly before: StoredMinute | undefined;
  /** Earliest final minute after the last incoming one. */
  readonly after: StoredMinute | undefined;
  readonly profile: InterpolationProfile;
  readonly receivedAtMs: number;
}

/**
 * What a put changes, the same for every store. A new or changed minute is written with its 60 seconds; a minute that follows one whose
 * close changed gets its opening untraded seconds anew and keeps its revision (E15).
 */
export function planMinuteWrites({ incoming, existing, before, after, profile, receivedAtMs }: PlanQuery): MinutePlan {
  const given = new Map(incoming.map((minute) => [minute.openTimeS, minute]));
  const stored = new Map(existing.map((minute) => [minute.openTimeS, minute]));
  const times = [...new Set([...given.keys(), ...stored.keys()])].sort((a, b) => a - b);
  const counts = { inserted: 0, updated: 0, unchanged: 0, refused: 0 };
  const writes: MinuteWrite[] = [];
  let closeBefore = closeOf(before);
  let closeNow = closeBefore;

  const follow = (old: StoredMinute): void => {
    if (old.isFinal && !isSamePrice(closeBefore, closeNow)) writes.push({ minute: old, previousClose: closeNow, isMinuteChanged: false });
  };
  for (const time of times) {
    const old = stored.get(time);
    const minute = given.get(time);
    const settled = minute === undefined ? undefined : settle(minute, old, profile, receivedAtMs);
    if (settled === undefined) {
      if (old !== undefined) follow(old);
    } else {
      // Only final minutes have seconds, so only they are counted.
      if (minute?.isFinal === true || settled.verdict === 'refused') counts[settled.verdict] += 1;
      if (settled.minute !== undefined) writes.push({ minute: settled.minute, previousClose: closeNow, isMinuteChanged: true });
      else if (old !== undefined) follow(old);
    }
    closeBefore = closeOf(old) ?? closeBefore;
    closeNow = closeOf(settled?.minute ?? old) ?? closeNow;
  }
  if (after !== undefined) follow(after);
  return { writes, ...counts };
}

/** What becomes of one incoming minute. */
function settle(
  minute: Minute,
  old: StoredMinute | undefined,
  profile: InterpolationProfile,
  receivedAtMs: number,
): { readonly verdict: 'inserted' | 'updated' | 'unchanged' | 'refused'; readonly minute?: StoredMinute } {
  if (old === undefined) return { verdict: 'inserted', minute: { ...minute, revision: 0, profile, receivedAtMs } };
  if (old.isFinal && !minute.isFinal) return { verdict: 'refused' };
  const isSame = isSameMinute(old, minute) && old.profile.method === profile.method && old.profile.seed === profile.seed;
  if (isSame && old.isFinal === minute.isFinal) return { verdict: 'unchanged' };
  // Only what was final can be revised; a forming minute just went on, and its seconds are new when it is over.
  if (!old.isFinal) return { verdict: 'inserted', minute: { ...minute, revision: 0, profile, receivedAtMs } };
  return { verdict: 'updated', minute: { ...minute, revision: old.revision + 1, profile, receivedAtMs } };
}

function closeOf(minute: StoredMinute | undefined): ScaledPrice | undefined {
  if (minute === undefined || !minute.isFinal) return undefined;
  let value = minute.close;
  let { scale } = minute.priceGrid;
  // Without its trailing zeros, so that two closes are the same exactly when value and scale are.
  while (scale > 0 && value % 10 === 0) {
    value /= 10;
    scale -= 1;
  }
  return { value, scale };
}

function isSamePrice(a: ScaledPrice | undefined, b: ScaledPrice | undefined): boolean {
  return a?.value === b?.value && a?.scale === b?.scale;
}
