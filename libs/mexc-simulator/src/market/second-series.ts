/** A value that changes now and then, by second: what it was at any second since the oldest one kept. */
export class SecondSeries<Value> {
  private seconds: number[] = [];
  private values: Value[] = [];

  /** @param keptSeconds changes further behind the latest than this may be forgotten */
  constructor(private readonly keptSeconds: number) {}

  /** From this second on. Seconds never fall; within one the last value counts. */
  set(second: number, value: Value): void {
    const last = this.seconds.length - 1;
    if (this.seconds[last] === second) {
      this.values[last] = value;
      return;
    }
    this.seconds.push(second);
    this.values.push(value);
    this.forgetBefore(second - this.keptSeconds);
  }

  /** The value in force at a second; `undefined` before the first. */
  at(second: number): Value | undefined {
    return this.values[this.countThrough(second) - 1];
  }

  private countThrough(second: number): number {
    let low = 0;
    let high = this.seconds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.seconds[middle] as number) <= second) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** In one go once half of it is old. */
  private forgetBefore(second: number): void {
    if ((this.seconds[this.seconds.length >> 1] as number) >= second) return;
    const old = this.countThrough(second) - 1;
    this.seconds = this.seconds.slice(old);
    this.values = this.values.slice(old);
  }
}
