import type { Contribution } from './metrics';
import { CELL_NAMES } from './prefix-rules';

export interface Figure {
  readonly metric: string;
  readonly value: number;
  /** 95 % of the bootstrap. */
  readonly low: number;
  readonly high: number;
}

/** Steps of 5 s stand before those of 10 s. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

/** Every metric of some minutes with its bootstrap interval. */
export function figuresOf(contributions: readonly Contribution[], draws: number): Figure[] {
  const names = [...new Set(contributions.flatMap((one) => Object.keys(one.sums)))];
  const all = contributions.map((_, index) => index);
  const samples = Array.from({ length: draws }, (_, draw) => drawAgain(all.length, draw + 1));
  const figure = (metric: string, valueOf: (rows: readonly number[]) => number): Figure => {
    const values = samples.map(valueOf).sort((a, b) => a - b);
    const at = (share: number): number => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN;
    return { metric, value: valueOf(all), low: at(0.025), high: at(0.975) };
  };
  const ratio = (name: string) => (rows: readonly number[]) => {
    let value = 0;
    let weight = 0;
    for (const row of rows) {
      const sum = contributions[row]?.sums[name];
      value += sum?.[0] ?? 0;
      weight += sum?.[1] ?? 0;
    }
    return value / weight;
  };
  const hasEdge = contributions.some(({ trials }) => trials.some((trial) => trial > 0));
  const chance = figure('Q6 edge found by chance', (rows) => edgeOf(asMade(contributions), rows, contributions).edge);
  return [
    ...names.map((name) => figure(name, ratio(name))),
    ...(hasEdge ? [figure('Q6 largest edge, points', (rows) => edgeOf(contributions, rows).edge)] : []),
    // How large an edge is found by chance: the real minutes, drawn again, beside themselves.
    ...(hasEdge ? [{ ...chance, value: (chance.low + chance.high) / 2 }] : []),
  ].sort((a, b) => BY_NAME.compare(a.metric, b.metric));
}

/** Q6: the largest difference of hit rates between made and real seconds, in percentage points, and where. */
export function edgeOf(
  contributions: readonly Contribution[],
  rows: readonly number[],
  real: readonly Contribution[] = rows.map((row) => contributions[row] as Contribution),
): { readonly edge: number; readonly cell: string } {
  let edge = 0;
  let cell = '';
  CELL_NAMES.forEach((name, i) => {
    let [hits, trials, realHits, realTrials] = [0, 0, 0, 0];
    for (const row of rows) {
      hits += contributions[row]?.hits[i] ?? 0;
      trials += contributions[row]?.trials[i] ?? 0;
    }
    for (const one of real) {
      realHits += one.realHits[i] as number;
      realTrials += one.realTrials[i] as number;
    }
    if (trials === 0 || realTrials === 0) return;
    const difference = 100 * Math.abs(hits / trials - realHits / realTrials);
    if (difference <= edge) return;
    edge = difference;
    cell = name;
  });
  return { edge, cell };
}

/** The real minutes as if they had been made. */
function asMade(contributions: readonly Contribution[]): Contribution[] {
  return contributions.map((one) => ({ ...one, hits: one.realHits, trials: one.realTrials }));
}

/** Rows drawn with replacement, always the same for one seed. */
function drawAgain(count: number, seed: number): number[] {
  let state = Math.imul(seed, 0x9e3779b9);
  return Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  });
}
