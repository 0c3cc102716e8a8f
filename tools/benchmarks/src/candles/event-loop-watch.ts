/** A timer of 1 ms beside the work: what it comes late is what everybody else waits. */
export class EventLoopWatch {
  private expectedNs = process.hrtime.bigint() + 1_000_000n;
  private readonly timer = setInterval(() => this.tick(), 1);

  /** @param waitsMs of stretches that were watched before and belong to the same work */
  constructor(private readonly waitsMs: number[] = []) {}

  /** Longest and 99th of a hundred waits of all stretches, ms. */
  stop(): { readonly longestMs: number; readonly p99Ms: number } {
    clearInterval(this.timer);
    this.tick();
    const sorted = [...this.waitsMs].sort((a, b) => a - b);
    return { longestMs: sorted.at(-1) ?? 0, p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0 };
  }

  private tick(): void {
    const nowNs = process.hrtime.bigint();
    this.waitsMs.push(Math.max(0, Number(nowNs - this.expectedNs) / 1e6));
    this.expectedNs = nowNs + 1_000_000n;
  }
}
