/** What becomes of ticks at which nothing ran: left out, made up for by one run, or each run, oldest first. */
export type MissedTicks = 'skip' | 'once' | 'all';

export interface TickSchedule {
  /** From one tick to the next, ms. */
  readonly everyMs: number;
  /** A tick is at each multiple of `everyMs` since 1970, and so many ms after; 0 where absent. */
  readonly offsetMs?: number;
  readonly ifMissed: MissedTicks;
  /** A tick that is older is missed, though none has followed; half of `everyMs` where absent. */
  readonly graceMs?: number;
}

export interface TickState {
  readonly nowMs: number;
  /** The last tick that was done; absent: none ever was, and none before this one was missed. */
  readonly doneUntilMs: number | undefined;
}

/** As many as one call answers; those after are due at the next. */
const MOST_AT_ONCE = 1_000;
/** Clocks of processes, and one that is set, differ by less. What was done further ahead was done by a wrong clock, and must not stop the job. */
const LONGEST_AHEAD_MS = 3_600_000;

/**
 * The ticks to run now, oldest first, ms since 1970. A tick on time is run under every policy. Ticks that are left out count as done once a
 * later one is, so none comes back. A done tick that lies more than an hour, and more than one tick, ahead does not count.
 */
export function dueTicks(
  { everyMs, offsetMs = 0, ifMissed, graceMs = everyMs / 2 }: TickSchedule,
  { nowMs, doneUntilMs: keptMs }: TickState,
): number[] {
  const isAhead = keptMs !== undefined && keptMs - nowMs > Math.max(LONGEST_AHEAD_MS, everyMs);
  const doneUntilMs = isAhead ? undefined : keptMs;
  const latestMs = Math.floor((nowMs - offsetMs) / everyMs) * everyMs + offsetMs;
  if (doneUntilMs !== undefined && doneUntilMs >= latestMs) return [];
  if (ifMissed === 'skip') return nowMs - latestMs <= graceMs ? [latestMs] : [];
  if (ifMissed === 'once' || doneUntilMs === undefined) return [latestMs];
  const firstMs = Math.floor((doneUntilMs - offsetMs) / everyMs + 1) * everyMs + offsetMs;
  const count = Math.min(MOST_AT_ONCE, (latestMs - firstMs) / everyMs + 1);
  return Array.from({ length: count }, (_, index) => firstMs + index * everyMs);
}
