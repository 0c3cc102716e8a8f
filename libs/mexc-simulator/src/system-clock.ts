/** The machine's clock. */
export class SystemClock {
  /** Milliseconds since the epoch. */
  nowMs(): number {
    return Date.now();
  }
}
