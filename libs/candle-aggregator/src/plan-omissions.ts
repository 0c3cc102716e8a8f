import type { Minute, StoredMinute } from './minute';
import { filledMinute, isFilled } from './plan-minute-writes';

/** How often the venue left a minute out. */
export interface Omission {
  /** Whole seconds since 1970. */
  readonly openTimeS: number;
  readonly count: number;
  /** When it was counted last, ms since 1970. */
  readonly notedAtMs: number;
}

export interface OmissionPlan {
  /** Omissions to keep; those of minutes that are filled now are to be removed. */
  readonly kept: readonly Omission[];
  /** Minutes to put as filled, sorted. */
  readonly filled: readonly Minute[];
  readonly counted: number;
  readonly refused: number;
}

export interface OmissionQuery {
  /** Open times in whole seconds, sorted, each once. */
  readonly omitted: readonly number[];
  /** Omissions of these minutes so far. */
  readonly known: ReadonlyMap<number, Omission>;
  /** Final minutes around and between, sorted: from the latest real one before the first to the earliest real one after the last. */
  readonly finals: readonly StoredMinute[];
  readonly notedAtMs: number;
}

/** So often, and so far apart, the venue has to leave a minute out. */
const OMISSIONS_NEEDED = 3;
const OMISSIONS_APART_MS = 600_000;
/** A hole that is longer is no quiet market. */
const LONGEST_FILL_S = 1_440 * 60;

/** What becomes of minutes the venue left out (candle rules, section 7), the same for every store. */
export function planOmissions({ omitted, known, finals, notedAtMs }: OmissionQuery): OmissionPlan {
  const kept: Omission[] = [];
  const filled: Minute[] = [];
  const present = new Map(finals.map((minute) => [minute.openTimeS, minute]));
  const real = finals.filter((minute) => !isFilled(minute)).map((minute) => minute.openTimeS);
  let counted = 0;
  let refused = 0;
  for (const openTimeS of omitted) {
    const from = real.filter((time) => time < openTimeS).at(-1);
    const to = real.find((time) => time > openTimeS);
    const isHole = from !== undefined && to !== undefined && to - from - 60 <= LONGEST_FILL_S;
    if (present.has(openTimeS) || !isHole) {
      refused += 1;
      continue;
    }
    const before = known.get(openTimeS);
    const isCounted = before === undefined || notedAtMs - before.notedAtMs >= OMISSIONS_APART_MS;
    if (!isCounted) continue;
    counted += 1;
    const count = (before?.count ?? 0) + 1;
    if (count < OMISSIONS_NEEDED) kept.push({ openTimeS, count, notedAtMs });
    else {
      const latest = [...finals].reverse().find((minute) => minute.openTimeS < openTimeS) as StoredMinute;
      filled.push(filledMinute(openTimeS, latest));
    }
  }
  return { kept, filled, counted, refused };
}
