import type { Clock } from '@prate/execution-interface';

/** How two processes of one machine come to the same time. */
export interface ClockSetting {
  /** The machine's time at which the exchange's was `startMs`; both ms since the epoch. */
  readonly machineMs: number;
  readonly startMs: number;
  /** Ms of the exchange in one of the machine. */
  readonly speed: number;
}

/** The exchange's time, which runs faster than the machine's, so that waits of a trader are short. It can be stopped. */
export class FastClock implements Clock {
  private stoppedAtMs?: number;

  constructor(private readonly setting: ClockSetting) {}

  nowMs(): number {
    return this.stoppedAtMs ?? this.running();
  }

  /** Time stands still, at this moment or at the one that is named. */
  stop(atMs = this.running()): number {
    this.stoppedAtMs = atMs;
    return atMs;
  }

  /** Goes on as if it had never stood. */
  resume(): void {
    delete this.stoppedAtMs;
  }

  /** Runs `run` once, `delayMs` of the exchange from now; the answer cancels it. Goes on while time stands still. */
  after(delayMs: number, run: () => void): () => void {
    const timeout = setTimeout(run, delayMs / this.setting.speed);
    return () => clearTimeout(timeout);
  }

  /** Resolves after so many ms of the exchange. */
  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.after(delayMs, resolve));
  }

  private running(): number {
    const { machineMs, startMs, speed } = this.setting;
    return Math.floor(startMs + (Date.now() - machineMs) * speed);
  }
}
