const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * When minutes that the stream did not make final are asked for: at once, and after a question that led nowhere each time later, up to five
 * minutes. The venue may have left a minute out for good, or have ended the contract. Times are the venue's.
 */
export class MinuteRepairs {
  private pauseMs = 0;
  private notBeforeMs = -Infinity;

  isDue(serverTimeMs: number): boolean {
    return serverTimeMs >= this.notBeforeMs;
  }

  /** @param hasMoved whether the line went on by it */
  asked(serverTimeMs: number, { hasMoved }: { readonly hasMoved: boolean }): void {
    this.pauseMs = hasMoved ? 0 : Math.min(LONGEST_PAUSE_MS, this.pauseMs === 0 ? FIRST_PAUSE_MS : 2 * this.pauseMs);
    this.notBeforeMs = serverTimeMs + this.pauseMs;
  }
}
