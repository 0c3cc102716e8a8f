import type { StreamTimer } from '@prate/mexc-ws';

/** The machine's clock. */
export const systemTimer: StreamTimer = {
  nowMs: () => Date.now(),
  after(delayMs, run) {
    const timeout = setTimeout(run, delayMs);
    return () => clearTimeout(timeout);
  },
};
