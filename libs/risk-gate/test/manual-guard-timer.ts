import type { ManualClock } from '@prate/execution-interface/testing';
import type { GuardTimer } from '../src/protection/guard-timer';

/** Time that stands until it is moved, with its timers. */
export class ManualGuardTimer implements GuardTimer {
  private waiting: Array<{ readonly atMs: number; readonly run: () => void }> = [];
  constructor(readonly clock: ManualClock) {}

  get count(): number {
    return this.waiting.length;
  }

  after(delayMs: number, run: () => void): () => void {
    const own = { atMs: this.clock.nowMs() + delayMs, run };
    this.waiting.push(own);
    return () => void (this.waiting = this.waiting.filter((one) => one !== own));
  }

  async pass(ms: number, stepMs = 100): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      this.clock.advance(Math.min(stepMs, left));
      const due = this.waiting.filter(({ atMs }) => atMs <= this.clock.nowMs());
      this.waiting = this.waiting.filter((one) => !due.includes(one));
      for (const { run } of due) run();
      await settled();
    }
  }
}

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
}
