import type { PrunedMinutes } from './candle-store';
import type { StoredMinute } from './minute';
import { officialOf } from './plan-minute-writes';
import type { SeriesName } from './series-name';

const MINUTE_MS = 60_000;

/** A final minute whose observed seconds are gone: other seconds are served from then on, so it is the next revision. */
export function withoutObserved(minute: StoredMinute, nowMs: number): StoredMinute {
  return { ...officialOf(minute), revision: minute.revision + 1, receivedAtMs: nowMs };
}

/** Final minutes that a run of pruning revised, as stretches: by symbol and series in the order they were told, then by time. */
export class PrunedList {
  private readonly byName = new Map<string, PrunedMinutes[]>();

  add(symbol: string, series: SeriesName, { openTimeS, revision }: Pick<StoredMinute, 'openTimeS' | 'revision'>): void {
    const name = `${series} ${symbol}`;
    const list = this.byName.get(name) ?? [];
    this.byName.set(name, list);
    const from = openTimeS * 1000;
    const last = list.at(-1);
    if (last?.to !== from) list.push({ symbol, series, from, to: from + MINUTE_MS, revision });
    else list[list.length - 1] = { ...last, to: from + MINUTE_MS, revision: Math.max(last.revision, revision) };
  }

  result(): readonly PrunedMinutes[] {
    return [...this.byName.values()].flatMap((list) => list.sort((a, b) => a.from - b.from));
  }
}
