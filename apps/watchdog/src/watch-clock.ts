/** The two clocks that a dead man needs. */
export interface WatchClock {
  /** ms since the epoch; for people. */
  nowMs(): number;
  /** ms from any point, never set and never backwards; silence is counted with it. */
  monotonicMs(): number;
}

export const machineClock: WatchClock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };
