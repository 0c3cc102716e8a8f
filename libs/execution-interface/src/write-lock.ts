/**
 * One writer at a time, first come first served. TypeORM's SQLite driver shares one connection between transactions, so two of them at
 * once corrupt each other; every write of a data source goes through its lock.
 */
export class WriteLock {
  private tail: Promise<unknown> = Promise.resolve();

  /**
   * Runs `work` when all earlier work has ended, whether that succeeded or not. Never call it inside itself: that waits for ever.
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(() => work());
    this.tail = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** Resolves when all work handed in so far has ended. */
  async drained(): Promise<void> {
    await this.tail;
  }
}
