/** Stretches of whole seconds, `[from, to)`, merged and sorted. */
export class SecondRanges {
  private ranges: { from: number; to: number }[] = [];

  /** End of the last stretch; -Infinity where there is none. */
  get end(): number {
    return this.ranges.at(-1)?.to ?? -Infinity;
  }

  add(from: number, to: number): void {
    if (to <= from) return;
    const merged = { from, to };
    const before: { from: number; to: number }[] = [];
    const after: { from: number; to: number }[] = [];
    for (const range of this.ranges) {
      if (range.to < from) before.push(range);
      else if (range.from > to) after.push(range);
      else {
        merged.from = Math.min(merged.from, range.from);
        merged.to = Math.max(merged.to, range.to);
      }
    }
    this.ranges = [...before, merged, ...after];
  }

  remove(from: number, to: number): void {
    this.ranges = this.ranges.flatMap((range) =>
      [
        { from: range.from, to: Math.min(range.to, from) },
        { from: Math.max(range.from, to), to: range.to },
      ].filter((part) => part.to > part.from),
    );
  }

  /** Every second from this one on, in time order. */
  secondsFrom(from: number): number[] {
    const seconds: number[] = [];
    for (const range of this.ranges) for (let second = Math.max(from, range.from); second < range.to; second += 1) seconds.push(second);
    return seconds;
  }

  has(second: number): boolean {
    return this.ranges.some(({ from, to }) => second >= from && second < to);
  }
}
