const CEILING_HOLDS_MS = 600_000;

/**
 * How many requests a window takes at the moment. Starts at what is published; the venue says no by refusing, never by a header.
 *
 * A refusal halves the count, to no less than 1, and puts a ceiling under the count that was refused. From then on each window without
 * refusal adds one, up to the ceiling; the ceiling rises by one in ten minutes. So it settles where the venue stops refusing.
 */
export class AdaptiveCount {
  #count: number;
  #ceiling: number;
  #shrunkAtMs = Number.NEGATIVE_INFINITY;
  #grownAtMs = 0;
  #ceilingRaisedAtMs = 0;

  constructor(
    private readonly published: number,
    private readonly windowMs: number,
  ) {
    this.#count = published;
    this.#ceiling = published;
  }

  /** @param nowMs steady time; never earlier than in a call before */
  current(nowMs: number): number {
    const raises = Math.floor((nowMs - this.#ceilingRaisedAtMs) / CEILING_HOLDS_MS);
    if (this.#ceiling < this.published && raises > 0) {
      this.#ceiling = Math.min(this.published, this.#ceiling + raises);
      this.#ceilingRaisedAtMs += raises * CEILING_HOLDS_MS;
    }
    const cleanWindows = Math.floor((nowMs - this.#grownAtMs) / this.windowMs);
    if (this.#count < this.#ceiling && cleanWindows > 0) this.#count = Math.min(this.#ceiling, this.#count + cleanWindows);
    if (cleanWindows > 0) this.#grownAtMs += cleanWindows * this.windowMs;
    return this.#count;
  }

  /** @param leftAtMs when the refused request left: one that left before the last shrinking says nothing about what was shrunk to */
  shrink(nowMs: number, leftAtMs: number): void {
    if (leftAtMs < this.#shrunkAtMs) return;
    const refused = this.current(nowMs);
    this.#ceiling = Math.max(1, refused - 1);
    this.#count = Math.max(1, Math.floor(refused / 2));
    this.#shrunkAtMs = nowMs;
    this.#grownAtMs = nowMs;
    this.#ceilingRaisedAtMs = nowMs;
  }
}
