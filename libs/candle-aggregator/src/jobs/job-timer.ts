/** Steady time and one-shot alarms, as one thing that specs can replace. */
export interface JobTimer {
  /** Milliseconds from any point; never backwards. */
  nowMs(): number;
  /** Calls once after so many ms, and not at all when the answer was called before. */
  after(delayMs: number, call: () => void): () => void;
}

/** The machine's. Its alarms keep no process alive. */
export const systemJobTimer: JobTimer = {
  nowMs: () => performance.now(),
  after(delayMs, call) {
    const timer = setTimeout(call, Math.ceil(delayMs)).unref();
    return () => clearTimeout(timer);
  },
};
