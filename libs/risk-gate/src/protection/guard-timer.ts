/** Delays, injected so that tests move them. */
export interface GuardTimer {
  /** Runs `run` once, `delayMs` from now; the answer cancels it, and does nothing once it has run. */
  after(delayMs: number, run: () => void): () => void;
}

/** The machine's. Keeps no process alive: whoever trades does. */
export const systemGuardTimer: GuardTimer = {
  after(delayMs, run) {
    const timeout = setTimeout(run, delayMs);
    timeout.unref();
    return () => clearTimeout(timeout);
  },
};
