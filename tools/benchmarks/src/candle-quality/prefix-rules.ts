import type { SecondColumns } from './second-columns';

/** Moments at which a rule looks back, in finished seconds. */
const MOMENTS = [10, 20, 30, 45];

interface Prefix {
  readonly columns: SecondColumns;
  readonly open: number;
  readonly seconds: number;
}

/** What would be guessed from finished seconds alone: up (1), down (−1), nothing (0). */
const RULES: Readonly<Record<string, (prefix: Prefix) => number>> = {
  'momentum since open': ({ columns, open, seconds }) => Math.sign(columns.after(seconds, open) - open),
  'last 5 s followed': ({ columns, open, seconds }) => Math.sign(columns.after(seconds, open) - columns.after(seconds - 5, open)),
  'last 5 s reversed': ({ columns, open, seconds }) => -Math.sign(columns.after(seconds, open) - columns.after(seconds - 5, open)),
  'first extreme returns': (prefix) => {
    const { high, low } = reached(prefix);
    return high.at === low.at ? 0 : high.at < low.at ? 1 : -1;
  },
  'away from nearer extreme': (prefix) => {
    const { high, low } = reached(prefix);
    const price = prefix.columns.after(prefix.seconds, prefix.open);
    return Math.sign(high.price - price - (price - low.price));
  },
};

export const CELL_NAMES: readonly string[] = Object.keys(RULES).flatMap((rule) =>
  MOMENTS.flatMap((moment) => [`${rule} at ${moment} s, next 10 s`, `${rule} at ${moment} s, rest`]),
);

/** Highest and lowest of the finished seconds, and where they were reached first. */
function reached({ columns, seconds }: Prefix): Readonly<Record<'high' | 'low', { price: number; at: number }>> {
  const high = { price: -Infinity, at: -1 };
  const low = { price: Infinity, at: -1 };
  for (let i = 0; i < seconds; i += 1) {
    if ((columns.high[i] as number) > high.price) Object.assign(high, { price: columns.high[i], at: i });
    if ((columns.low[i] as number) < low.price) Object.assign(low, { price: columns.low[i], at: i });
  }
  return { high, low };
}

/** Adds to `hits` and `trials`, one cell a rule, moment and horizon. Guesses of nothing and moves of nothing do not count. */
export function countHits(columns: SecondColumns, open: number, hits: Float64Array, trials: Float64Array, weight: number): void {
  let cell = 0;
  for (const rule of Object.values(RULES)) {
    for (const seconds of MOMENTS) {
      const guess = rule({ columns, open, seconds });
      const now = columns.after(seconds, open);
      for (const until of [seconds + 10, 60]) {
        const move = Math.sign(columns.after(until, open) - now);
        if (guess !== 0 && move !== 0) {
          trials[cell] = (trials[cell] as number) + weight;
          if (guess === move) hits[cell] = (hits[cell] as number) + weight;
        }
        cell += 1;
      }
    }
  }
}
