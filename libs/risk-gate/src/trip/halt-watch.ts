import type { TradingState } from '@prate/execution-interface';
import type { GuardTimer } from '../protection/guard-timer';
import type { TradingStateReader } from '../trading-state-reader';

/** As long as a state counts as known: a halt of another process is seen within it. */
const LOOK_EVERY_MS = 1_000;

interface Seen {
  readonly state: TradingState | undefined;
  readonly ownChanges: number;
}

/** Looks at the kill switch while it runs: whoever halted, this process has orders that work. */
export class HaltWatch {
  private cancelTimer?: () => void;
  /** Each start has its own: a look that outlives its watch does nothing. */
  private run: object | undefined;

  constructor(
    private readonly parts: {
      readonly state: TradingStateReader;
      readonly timer: GuardTimer;
      /** Of a halt that was not decided here, and of one that stood when it began to look. */
      readonly onFoundHalted: () => void;
    },
  ) {}

  /** Looks at once. */
  start(): void {
    if (this.run !== undefined) return;
    this.run = {};
    void this.look(this.run, undefined);
  }

  stop(): void {
    this.run = undefined;
    this.cancelTimer?.();
    delete this.cancelTimer;
  }

  private async look(run: object, before: Seen | undefined): Promise<void> {
    const { state, timer, onFoundHalted } = this.parts;
    await state.freshen();
    if (this.run !== run) return;
    const now: Seen = { state: state.lastKnown, ownChanges: state.ownChanges };
    // Between two looks it may have been reset here, and halted elsewhere.
    const isSame = before?.state === 'halted' && before.ownChanges === now.ownChanges;
    if (now.state === 'halted' && !isSame) onFoundHalted();
    this.cancelTimer = timer.after(LOOK_EVERY_MS, () => void this.look(run, now));
  }
}
