import type { CancelTimer, StreamTimer } from './stream-timer';

export interface KeepAliveSettings {
  /** The venue closes after 60 s without one; 10 to 20 s is right (reference 8.1). */
  readonly pingEveryMs: number;
  /** Nothing heard for so long, pongs included, means that nobody is there: the half-open socket, too. */
  readonly silenceMs: number;
}

/** Pings while a connection stands, and notices when nothing comes back. One or two pongs a ping are the same to it. */
export class KeepAlive {
  #cancelPing: CancelTimer | undefined;
  #cancelWatch: CancelTimer | undefined;
  #heardAtMs = 0;

  constructor(
    private readonly timer: StreamTimer,
    private readonly settings: KeepAliveSettings,
    private readonly ping: () => void,
    private readonly onSilence: () => void,
  ) {}

  /** When anything was last heard, ms since the epoch. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  start(): void {
    this.stop();
    this.heard();
    this.#pingLater();
    this.#watch(this.settings.silenceMs);
  }

  stop(): void {
    this.#cancelPing?.();
    this.#cancelWatch?.();
  }

  heard(): void {
    this.#heardAtMs = this.timer.nowMs();
  }

  #pingLater(): void {
    this.#cancelPing = this.timer.after(this.settings.pingEveryMs, () => {
      this.#pingLater();
      this.ping();
    });
  }

  /** One timer that catches up with what was heard, instead of one a frame. */
  #watch(delayMs: number): void {
    this.#cancelWatch = this.timer.after(delayMs, () => {
      // A clock that was set back must not make silence longer.
      this.#heardAtMs = Math.min(this.#heardAtMs, this.timer.nowMs());
      const leftMs = this.#heardAtMs + this.settings.silenceMs - this.timer.nowMs();
      if (leftMs > 0) return this.#watch(leftMs);
      this.stop();
      this.onSilence();
    });
  }
}
