/** A clock that only moves when it is told to. */
export class ManualClock {
  constructor(private currentMs: number) {}

  nowMs(): number {
    return this.currentMs;
  }

  advance(byMs: number): void {
    this.currentMs += byMs;
  }
}

/** The machine's clock, moved to another time: it starts there and runs at the usual speed. */
export class ShiftedClock {
  private readonly openedAtMs = Date.now();

  constructor(private readonly startMs: number) {}

  nowMs(): number {
    return this.startMs + (Date.now() - this.openedAtMs);
  }
}
