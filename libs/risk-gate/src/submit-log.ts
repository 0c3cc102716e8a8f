const REMEMBERED_IDS = 10_000;

/** What was handed on: when, and under which client order ids. */
export class SubmitLog {
  private readonly atMs: number[] = [];
  private readonly ids = new Set<string>();

  constructor(private readonly longestWindowMs: number) {}

  add(nowMs: number, clientOrderId: string | undefined): void {
    this.atMs.push(nowMs);
    while (this.atMs[0] !== undefined && this.atMs[0] <= nowMs - this.longestWindowMs) this.atMs.shift();
    if (clientOrderId === undefined) return;
    this.ids.add(clientOrderId);
    const [oldest] = this.ids;
    if (this.ids.size > REMEMBERED_IDS && oldest !== undefined) this.ids.delete(oldest);
  }

  /** There is provably no order under it: the same decision may be tried again. */
  forget(clientOrderId: string | undefined): void {
    if (clientOrderId !== undefined) this.ids.delete(clientOrderId);
  }

  has(clientOrderId: string | undefined): boolean {
    return clientOrderId !== undefined && this.ids.has(clientOrderId);
  }

  countWithin(windowMs: number, nowMs: number): number {
    return this.atMs.filter((atMs) => atMs > nowMs - windowMs).length;
  }
}
