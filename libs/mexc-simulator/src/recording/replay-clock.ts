/** The given clock, or, while commands are done again, the time of each. */
export class ReplayClock {
  private standingAtMs: number | undefined;

  constructor(private readonly clock: { nowMs(): number }) {}

  nowMs(): number {
    return this.standingAtMs ?? this.clock.nowMs();
  }

  standAt(timeMs: number): void {
    this.standingAtMs = timeMs;
  }

  goOn(): void {
    this.standingAtMs = undefined;
  }
}
