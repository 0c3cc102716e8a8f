/** A clock that only moves when told to. */
export class SettableClock {
  constructor(private currentMs: number) {}

  nowMs(): number {
    return this.currentMs;
  }

  advance(byMs: number): void {
    this.currentMs += byMs;
  }

  set(toMs: number): void {
    this.currentMs = toMs;
  }
}
