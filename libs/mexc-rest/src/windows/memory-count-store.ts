import { systemTimer, type Timer } from '../system-timer';
import type { CountedWindow, CountStore, PlaceAnswer } from './count-store';

interface Departure {
  readonly leftAtMs: number;
  settledAtMs?: number;
}

/** A request that got no answer by then has arrived or never will: hanging calls must not hold back a cancel. */
export const LONGEST_WAY_MS = 1_000;

/** Counts in this process: a sliding log per key. Share one between clients that share an address or a key. */
export class MemoryCountStore implements CountStore {
  readonly #logs = new Map<string, Departure[]>();

  constructor(private readonly timer: Pick<Timer, 'nowMs'> = systemTimer) {}

  async take(windows: readonly CountedWindow[]): Promise<PlaceAnswer> {
    const nowMs = this.timer.nowMs();
    let latest: { fullKey: string; freeInMs: number } | undefined;
    for (const window of windows) {
      const freeInMs = this.#freeInMs(window, nowMs);
      if (freeInMs > 0 && freeInMs > (latest?.freeInMs ?? 0)) latest = { fullKey: window.key, freeInMs };
    }
    if (latest !== undefined) return { isTaken: false, ...latest };

    const departure: Departure = { leftAtMs: nowMs };
    const logs = windows.map((window) => this.#log(window, nowMs));
    for (const log of logs) log.push(departure);
    const settle = () => void (departure.settledAtMs ??= this.timer.nowMs());
    const giveBack = () => logs.forEach((log) => log.includes(departure) && log.splice(log.indexOf(departure), 1));
    return { isTaken: true, place: { settle, giveBack } };
  }

  async held(window: Pick<CountedWindow, 'key' | 'windowMs'>): Promise<number> {
    return this.#log(window, this.timer.nowMs()).length;
  }

  #freeInMs(window: CountedWindow, nowMs: number): number {
    const log = this.#log(window, nowMs);
    if (log.length < window.count) return 0;
    const freeAt = log.map((departure) => freeAtMs(departure, window.windowMs)).sort((a, b) => a - b);
    return (freeAt[log.length - window.count] as number) - nowMs;
  }

  /** What still counts. The array itself stays, because places hold on to it. */
  #log({ key, windowMs }: Pick<CountedWindow, 'key' | 'windowMs'>, nowMs: number): Departure[] {
    const log = this.#logs.get(key) ?? [];
    this.#logs.set(key, log);
    const counting = log.filter((departure) => freeAtMs(departure, windowMs) > nowMs);
    if (counting.length < log.length) log.splice(0, log.length, ...counting);
    return log;
  }
}

function freeAtMs({ leftAtMs, settledAtMs = Number.POSITIVE_INFINITY }: Departure, windowMs: number): number {
  return Math.min(settledAtMs, leftAtMs + LONGEST_WAY_MS) + windowMs;
}
