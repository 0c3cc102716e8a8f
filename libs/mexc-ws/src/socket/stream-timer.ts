/** Ends a delay that has not run out; afterwards it does nothing. */
export type CancelTimer = () => void;

/** Time as the streams see it, so that tests can move it. */
export interface StreamTimer {
  /** ms since the epoch. */
  nowMs(): number;
  /** Runs `run` once, `delayMs` from now. */
  after(delayMs: number, run: () => void): CancelTimer;
}

/** The machine's clock. */
export const systemTimer: StreamTimer = {
  nowMs: () => Date.now(),
  after(delayMs, run) {
    const timeout = setTimeout(run, delayMs);
    return () => clearTimeout(timeout);
  },
};
