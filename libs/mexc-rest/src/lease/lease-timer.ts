import { systemTimer, type Timer } from '../system-timer';

/** More than a local clock is slewed, less than a lease is long. */
const JUMP_MS = 50;

/**
 * The machine's steady time, which stands still while the machine sleeps, made to pass at least as fast as its local time, which does not:
 * a lease must not seem young after a night. A local clock that is set ahead ends leases early, which is safe. Its alarms keep no process
 * alive.
 */
export function createLeaseTimer(steadyNowMs: () => number = systemTimer.nowMs, localNowMs: () => number = Date.now): Timer {
  const startedAheadMs = localNowMs() - steadyNowMs();
  let sleptMs = 0;
  return {
    nowMs() {
      const steadyMs = steadyNowMs();
      const aheadMs = localNowMs() - steadyMs - startedAheadMs;
      if (aheadMs > sleptMs + JUMP_MS) sleptMs = aheadMs;
      return steadyMs + sleptMs;
    },
    after(delayMs, call) {
      const timer = setTimeout(call, Math.ceil(delayMs)).unref();
      return { cancel: () => clearTimeout(timer) };
    },
  };
}
