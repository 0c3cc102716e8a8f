/** Delays, injected so that tests move them. A `StreamTimer` of mexc-ws is one. */
export interface ExecutionTimer {
  /** Runs `run` once, `delayMs` from now; the answer cancels it, and does nothing once it has run. */
  after(delayMs: number, run: () => void): () => void;
}

/** The machine's. Keeps no process alive: sockets and requests that wait do. */
export const systemTimer: ExecutionTimer = {
  after(delayMs, run) {
    const timeout = setTimeout(run, delayMs);
    timeout.unref();
    return () => clearTimeout(timeout);
  },
};
