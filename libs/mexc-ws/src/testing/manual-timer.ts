import type { StreamTimer } from '../socket/stream-timer';

interface Waiting {
  atMs: number;
  readonly run: () => void;
}

/** Time that stands until it is moved. */
export class ManualTimer implements StreamTimer {
  #nowMs: number;
  #waiting: Waiting[] = [];

  /** @param nowMs where it starts, ms since the epoch */
  constructor(nowMs = 1_788_000_000_000) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  /** Timers that have not run and were not cancelled. */
  get waiting(): number {
    return this.#waiting.length;
  }

  after(delayMs: number, run: () => void): () => void {
    const own = { atMs: this.#nowMs + delayMs, run };
    this.#waiting.push(own);
    return () => void (this.#waiting = this.#waiting.filter((other) => other !== own));
  }

  /** Sets the clock, forwards or back, as a machine's is set: timers keep the time they have left. */
  jump(byMs: number): void {
    this.#nowMs += byMs;
    this.#waiting = this.#waiting.map((one) => Object.assign(one, { atMs: one.atMs + byMs }));
  }

  /** Moves time on, running what falls due in its order; what is answered in microtasks is answered in between. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      await settle();
      const next = this.#waiting.reduce<Waiting | undefined>(
        (first, one) => (first === undefined || one.atMs < first.atMs ? one : first),
        undefined,
      );
      if (next === undefined || next.atMs > untilMs) break;
      this.#waiting = this.#waiting.filter((one) => one !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
    }
    this.#nowMs = untilMs;
    await settle();
  }
}

/** Lets chains of promises come to rest. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
