/** Passes lines on, but not too many: those that come too soon are counted and told with the next one. */
export class Occasionally {
  private lastMs = Number.NEGATIVE_INFINITY;
  private heldBack = 0;

  constructor(
    private readonly parts: {
      readonly everyMs: number;
      readonly clock: { nowMs(): number };
      readonly tell: (line: string) => void;
    },
  ) {}

  line(line: string): void {
    const { everyMs, clock, tell } = this.parts;
    const nowMs = clock.nowMs();
    if (nowMs - this.lastMs < everyMs) {
      this.heldBack += 1;
      return;
    }
    tell(this.heldBack === 0 ? line : `${line} (and ${this.heldBack} before it)`);
    this.lastMs = nowMs;
    this.heldBack = 0;
  }
}
