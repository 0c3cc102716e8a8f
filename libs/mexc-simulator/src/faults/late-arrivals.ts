/** Requests that are still on their way, by the simulator's clock: each arrives with the first request or pump at or after its time. */
export class LateArrivals {
  private underWay: Array<{ readonly atMs: number; readonly arrive: () => void }> = [];

  hold(atMs: number, arrive: () => void): void {
    this.underWay.push({ atMs, arrive });
  }

  /** Lets arrive what is due, in the order of its times. */
  deliver(nowMs: number): void {
    if (this.underWay.length === 0) return;
    const due = this.underWay.filter(({ atMs }) => atMs <= nowMs);
    this.underWay = this.underWay.filter(({ atMs }) => atMs > nowMs);
    for (const { arrive } of due.sort((a, b) => a.atMs - b.atMs)) arrive();
  }
}
