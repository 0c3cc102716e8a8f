import { simulatorGaps } from '../gaps';

const LONGEST_KEY = 200;
const KEPT_KEYS = 1_000;
const OTHERS = 'others';

/** Requests for which there is no route, counted by what was asked. */
export class Unsupported {
  private readonly counts = new Map<string, number>();

  /** Counts one, and names the row of the endpoint table that it belongs to, if there is one. */
  add(verb: string, pathname: string): string | undefined {
    const gap = gaps.find(({ route, pattern }) => route.startsWith(`${verb} `) && pattern.test(pathname));
    const key = gap?.route ?? `${verb} ${pathname}`.slice(0, LONGEST_KEY);
    // Whoever asks for a thousand things that do not exist is counted in one sum.
    const known = this.counts.has(key) || this.counts.size < KEPT_KEYS ? key : OTHERS;
    this.counts.set(known, (this.counts.get(known) ?? 0) + 1);
    return gap?.name;
  }

  /** Count by route (`POST /api/v1/…`, with `{name}` where the table has it), as a copy. */
  all(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts);
  }
}

const gaps = simulatorGaps().endpoints.map(({ name, route }) => {
  const path = route.slice(route.indexOf(' ') + 1);
  return { name, route, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) };
});
