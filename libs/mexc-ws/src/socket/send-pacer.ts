import type { CancelTimer, StreamTimer } from './stream-timer';

/** A message waiting for its turn. */
export interface PacedSend {
  /** Takes it back. False when it has been sent. */
  withdraw(): boolean;
}

interface Job {
  readonly text: string;
  readonly onSent: () => void;
}

/** Sends one message at a time, evenly spaced, never more than so many a second. What was not sent at a cut is dropped by {@link clear}. */
export class SendPacer {
  readonly #gapMs: number;
  #queue: Job[] = [];
  #nextAtMs = 0;
  #cancel: CancelTimer | undefined;

  constructor(
    private readonly timer: StreamTimer,
    perSecond: number,
    private readonly write: (text: string) => void,
  ) {
    this.#gapMs = 1_000 / perSecond;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  send(text: string, onSent: () => void = () => undefined): PacedSend {
    return this.#add({ text, onSent }, 'last');
  }

  /** Ahead of everything that waits: a ping must not stand in line behind a thousand subscriptions. */
  sendFirst(text: string): void {
    this.#add({ text, onSent: () => undefined }, 'first');
  }

  clear(): void {
    this.#queue = [];
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #add(job: Job, place: 'first' | 'last'): PacedSend {
    if (place === 'first') this.#queue.unshift(job);
    else this.#queue.push(job);
    if (this.#cancel === undefined) this.#work();
    return {
      withdraw: () => {
        const at = this.#queue.indexOf(job);
        if (at >= 0) this.#queue.splice(at, 1);
        return at >= 0;
      },
    };
  }

  #work(): void {
    this.#cancel = undefined;
    const nowMs = this.timer.nowMs();
    // A clock that was set back must not hold up what waits.
    this.#nextAtMs = Math.min(this.#nextAtMs, nowMs + this.#gapMs);
    if (nowMs >= this.#nextAtMs) {
      const job = this.#queue.shift();
      if (job === undefined) return;
      this.#nextAtMs = nowMs + this.#gapMs;
      job.onSent();
      this.write(job.text);
    }
    // Writing may have led to more work.
    if (this.#queue.length > 0) this.#cancel ??= this.timer.after(Math.max(1, Math.ceil(this.#nextAtMs - nowMs)), () => this.#work());
  }
}
