import { systemTimer, type Timer } from '../system-timer';
import type { CountedWindow, CountStore, PlaceAnswer } from './count-store';

interface Departure {
  readonly leftAtMs: number;
  settledAtMs: number | undefined;
}

/** A request that got no answer by then has arrived or never will: hanging calls must not hold back a cancel. */
export const LONGEST_WAY_MS = 1_000;

/** Counts in this process: a sliding log per key. Share one between clients that share an address or a key. */
export class MemoryCountStore implements CountStore {
  readonly #logs = new Map<string, Departure[]>();

  constructor(private readonly timer: Pick<Timer, 'nowMs'> = systemTimer) {}

  async take(windows: readonly CountedWindow[]): Promise<PlaceAnswer> {
    return this.takeNow(windows);
  }

  takeNow(windows: readonly CountedWindow[]): PlaceAnswer {
    const nowMs = this.timer.nowMs();
    let latest: { fullKey: string; freeInMs: number } | undefined;
    for (const window of windows) {
      const freeInMs = this.#freeInMs(window, nowMs);
      if (freeInMs > 0 && freeInMs > (latest?.freeInMs ?? 0)) latest = { fullKey: window.key, freeInMs };
    }
    if (latest !== undefined) return { isTaken: false, ...latest };

    const departure: Departure = { leftAtMs: nowMs, settledAtMs: undefined };
    const logs = windows.map(({ key, windowMs }) => {
      const log = this.#log(key);
      dropOldest(log, windowMs, nowMs);
      log.push(departure);
      return log;
    });
    const settle = () => void (departure.settledAtMs ??= this.timer.nowMs());
    const giveBack = () => logs.forEach((log) => log.includes(departure) && log.splice(log.indexOf(departure), 1));
    return { isTaken: true, place: { settle, giveBack } };
  }

  async held({ key, windowMs }: Pick<CountedWindow, 'key' | 'windowMs'>): Promise<number> {
    return dropSpent(this.#log(key), windowMs, this.timer.nowMs()).length;
  }

  #freeInMs({ key, count, windowMs }: CountedWindow, nowMs: number): number {
    const all = this.#log(key);
    // However many of them are spent: there is a place, and nothing needs to be counted.
    if (all.length < count) return 0;
    const log = dropSpent(all, windowMs, nowMs);
    if (log.length < count) return 0;
    const freeAt = log.map((departure) => freeAtMs(departure, windowMs)).sort((a, b) => a - b);
    return (freeAt[log.length - count] as number) - nowMs;
  }

  /** With what does not count any more. The array itself stays, because places hold on to it. */
  #log(key: string): Departure[] {
    const known = this.#logs.get(key);
    if (known !== undefined) return known;
    const log: Departure[] = [];
    this.#logs.set(key, log);
    return log;
  }
}

/** What still counts. */
function dropSpent(log: Departure[], windowMs: number, nowMs: number): Departure[] {
  const counting = log.filter((departure) => freeAtMs(departure, windowMs) > nowMs);
  if (counting.length < log.length) log.splice(0, log.length, ...counting);
  return log;
}

/** As much of it as lies in front: keeps a log that never fills from growing, without looking at all of it. */
function dropOldest(log: Departure[], windowMs: number, nowMs: number): void {
  for (let oldest = log[0]; oldest !== undefined && freeAtMs(oldest, windowMs) <= nowMs; oldest = log[0]) log.shift();
}

function freeAtMs({ leftAtMs, settledAtMs = Number.POSITIVE_INFINITY }: Departure, windowMs: number): number {
  return Math.min(settledAtMs, leftAtMs + LONGEST_WAY_MS) + windowMs;
}
