import type { Timer } from '../src/system-timer';

interface Planned {
  readonly atMs: number;
  readonly call: () => void;
}

/** Time that stands still until it is moved; what is planned happens on the way, in order, and everything it sets off is waited for. */
export class VirtualTimer implements Timer {
  #nowMs = 0;
  #planned: Planned[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, call: () => void): { cancel(): void } {
    const planned = { atMs: this.#nowMs + delayMs, call };
    this.#planned.push(planned);
    return { cancel: () => void (this.#planned = this.#planned.filter((other) => other !== planned)) };
  }

  async advanceTo(atMs: number): Promise<void> {
    await settled();
    for (;;) {
      const [next] = this.#planned.filter((planned) => planned.atMs <= atMs).sort((a, b) => a.atMs - b.atMs);
      if (next === undefined) break;
      this.#planned = this.#planned.filter((other) => other !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.call();
      await settled();
    }
    this.#nowMs = atMs;
    await settled();
  }

  advance(ms: number): Promise<void> {
    return this.advanceTo(this.#nowMs + ms);
  }
}

/** Until all promises that can go on without time have gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
