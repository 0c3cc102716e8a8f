/** A bounded number of tasks at once, first come first served; what goes first passes those that wait, never those at work. */
export class Slots {
  private inUse = 0;
  private readonly waitingFirst: Array<() => void> = [];
  private readonly waiting: Array<() => void> = [];

  /**
   * SQLite statements of this whole process. Two, because each one occupies a thread of libuv's pool of four, which name look-ups share:
   * four long statements would stall every new connection, hence orders.
   */
  static readonly shared = new Slots(2);

  constructor(readonly size: number) {
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`slots: found ${size}, expected a whole number of at least 1`);
  }

  /** `goesFirst`: for what an order waits for. */
  async run<T>(work: () => Promise<T>, { goesFirst = false }: { readonly goesFirst?: boolean } = {}): Promise<T> {
    if (this.inUse < this.size) this.inUse += 1;
    else await new Promise<void>((resolve) => (goesFirst ? this.waitingFirst : this.waiting).push(resolve));
    try {
      return await work();
    } finally {
      // The slot is handed over, not freed, so that a newcomer cannot slip in between.
      const next = this.waitingFirst.shift() ?? this.waiting.shift();
      if (next === undefined) this.inUse -= 1;
      else next();
    }
  }
}
