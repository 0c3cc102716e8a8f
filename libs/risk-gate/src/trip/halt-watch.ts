import type { GuardTimer } from '../protection/guard-timer';
import type { TradingStateReader } from '../trading-state-reader';

/** As long as a state counts as known: a halt of another process is seen within it. */
const LOOK_EVERY_MS = 1_000;

/** Looks at the kill switch while it runs: whoever halted, this process has orders that work. */
export class HaltWatch {
  private cancelTimer?: () => void;
  private isRunning = false;

  constructor(
    private readonly parts: {
      readonly state: TradingStateReader;
      readonly timer: GuardTimer;
      /** Of a halt that was not decided here, and of one that stood when it began to look. */
      readonly onFoundHalted: () => void;
    },
  ) {}

  /** Resolves after the first look. */
  async start(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    await this.look(undefined);
  }

  stop(): void {
    this.isRunning = false;
    this.cancelTimer?.();
    delete this.cancelTimer;
  }

  private async look(before: string | undefined): Promise<void> {
    const { state, timer, onFoundHalted } = this.parts;
    await state.freshen();
    if (!this.isRunning) return;
    const now = state.lastKnown;
    if (now === 'halted' && before !== 'halted') onFoundHalted();
    this.cancelTimer = timer.after(LOOK_EVERY_MS, () => void this.look(state.lastKnown));
  }
}
