import type { GuardTimer } from '../protection/guard-timer';

/** `left`: something was there to be done, or nobody knows yet whether there is. `failed`: something could not be done or read. */
export type SweepRound = 'clean' | 'left' | 'failed';

export interface HaltSweepParts {
  readonly timer: GuardTimer;
  /** Everything that has to go is looked for and sent away, once. Never rejects. */
  readonly round: () => Promise<SweepRound>;
  /** Whether there is still a reason to go on, asked before each round. */
  readonly isWanted: () => Promise<boolean>;
  readonly onProven: () => void;
}

/** Between the two readings that prove it: an order accepted just now may not be shown yet. */
const BETWEEN_PROOFS_MS = 1_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const PROOFS = 2;

/** Repeats a round until two in a row find nothing. All that a round sends may be sent twice. */
export class HaltSweep {
  private cancelTimer?: () => void;
  private isInRound = false;
  private isRunning = false;
  private cleanInRow = 0;
  private othersInRow = 0;

  constructor(private readonly parts: HaltSweepParts) {}

  get isOver(): boolean {
    return !this.isRunning;
  }

  /** Begins, or begins to prove anew, with a round soon. */
  begin(): void {
    this.isRunning = true;
    this.cleanInRow = 0;
    this.othersInRow = 0;
    if (!this.isInRound) this.plan(FIRST_WAIT_MS);
  }

  /** No further round. */
  stop(): void {
    this.isRunning = false;
    this.cancelTimer?.();
    delete this.cancelTimer;
  }

  private plan(delayMs: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.parts.timer.after(delayMs, () => {
      delete this.cancelTimer;
      void this.turn();
    });
  }

  private async turn(): Promise<void> {
    if (!this.isRunning || this.isInRound) return;
    this.isInRound = true;
    let result: SweepRound | 'unwanted';
    try {
      result = (await this.parts.isWanted()) ? await this.parts.round() : 'unwanted';
    } finally {
      this.isInRound = false;
    }
    if (!this.isRunning) return;
    if (result === 'unwanted') return this.stop();
    this.cleanInRow = result === 'clean' ? this.cleanInRow + 1 : 0;
    this.othersInRow = result === 'clean' ? 0 : this.othersInRow + 1;
    if (this.cleanInRow >= PROOFS) {
      this.stop();
      this.parts.onProven();
      return;
    }
    this.plan(result === 'clean' ? BETWEEN_PROOFS_MS : Math.min(FIRST_WAIT_MS * 2 ** Math.min(this.othersInRow - 1, 10), LONGEST_WAIT_MS));
  }
}
