/** At once, for what a call still reaches back to; and when the last seconds before the new connection are settled. */
const REPAIRS_AFTER_MS = [0, 4_000];

/** When trades are to be asked for by call after a stream of them was cut. Times are the venue's. */
export class TradeRepairs {
  private hadGap = false;
  /** Trades flow again, and nothing was heard yet that says since when. */
  private isHoleOpen = false;
  private dueMs: readonly number[] = [];

  gap(): void {
    this.hadGap = true;
  }

  ready(): void {
    this.isHoleOpen = this.hadGap;
  }

  heard(serverTimeMs: number): void {
    if (!this.isHoleOpen) return;
    this.isHoleOpen = false;
    this.dueMs = REPAIRS_AFTER_MS.map((afterMs) => serverTimeMs + afterMs);
  }

  isDue(serverTimeMs: number): boolean {
    return this.dueMs.some((dueMs) => dueMs <= serverTimeMs);
  }

  /** Trades were asked for at this moment, and told. */
  asked(serverTimeMs: number): void {
    this.dueMs = this.dueMs.filter((dueMs) => dueMs > serverTimeMs);
  }
}
