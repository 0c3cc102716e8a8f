/** Steady time and one-shot timers, as one thing that tests can replace. */
export interface Timer {
  /** Milliseconds from any point; never backwards. */
  nowMs(): number;
  /** Calls once after so many ms, and not at all when cancelled before. */
  after(delayMs: number, call: () => void): { cancel(): void };
}

/** The machine's. A timer of it keeps the process alive: somebody waits for it. */
export const systemTimer: Timer = {
  nowMs: () => performance.now(),
  after(delayMs, call) {
    const timer = setTimeout(call, Math.ceil(delayMs));
    return { cancel: () => clearTimeout(timer) };
  },
};
