/** What proves that nothing arrived: so many looks that saw nothing, over so long. */
const LOOKS_NEEDED = 3;
const PROOF_MS = 5_000;
/** What the venue took in at the last moment may show this late, and clocks differ by less. */
const MARGIN_MS = 5_000;
/** Of another process nobody knows here whether it still waits for its place among the requests; it does so no longer. */
const LONGEST_WAIT_MS = 5_000;

/**
 * Gathers looks that saw nothing, until together they prove that there is nothing and that nothing can come any more: a request that is still
 * on its way is carried out for as long as its receive window is open (reference 2.1), by the venue's clock. That clock and ours both have to
 * say that it is closed, so that neither one that was set nor one that drifts ends it early.
 */
export class AbsenceProof {
  private readonly emptyAtMs: number[] = [];
  private readonly closedAfterMs: number;
  private lastMs: number;
  private firstVenueMs?: number;
  private openForMs = Number.POSITIVE_INFINITY;

  /**
   * @param beganAtMs our clock, when the request had left or never would
   * @param mayLeaveYet whether another process may have sent it, and have been about to
   */
  constructor(
    private beganAtMs: number,
    { receiveWindowMs, mayLeaveYet }: { readonly receiveWindowMs: number; readonly mayLeaveYet: boolean },
  ) {
    this.lastMs = beganAtMs;
    this.closedAfterMs = receiveWindowMs + MARGIN_MS + (mayLeaveYet ? LONGEST_WAIT_MS : 0);
  }

  /** A look begins: our time, and the venue's as just read. */
  begin(nowMs: number, venueMs: number): void {
    if (nowMs < this.lastMs) {
      // Set back: how much time has passed is not known any more.
      this.beganAtMs = nowMs;
      this.startAgain();
    }
    this.lastMs = nowMs;
    this.firstVenueMs ??= venueMs;
    const passedMs = Math.min(nowMs - this.beganAtMs, venueMs - this.firstVenueMs);
    this.openForMs = Math.max(0, this.closedAfterMs - passedMs);
  }

  /** It saw nothing. Whether that is the proof. */
  noteEmpty(nowMs: number): boolean {
    this.emptyAtMs.push(nowMs);
    const overMs = nowMs - (this.emptyAtMs[0] as number);
    return this.openForMs === 0 && this.emptyAtMs.length >= LOOKS_NEEDED && overMs >= PROOF_MS;
  }

  /** How much longer a request might be carried out, by the last look; ms. */
  get remainingMs(): number {
    return this.openForMs;
  }

  /** What was seen so far does not count; what has passed of the window does. */
  startAgain(): void {
    this.emptyAtMs.length = 0;
  }
}
