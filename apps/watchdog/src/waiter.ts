/** Waits that end early, all together. */
export class Waiter {
  readonly #pending = new Map<NodeJS.Timeout, () => void>();
  #isOver = false;

  get isOver(): boolean {
    return this.#isOver;
  }

  readonly wait = (ms: number): Promise<void> =>
    this.#isOver
      ? Promise.resolve()
      : new Promise((resolve) => {
          const timer = setTimeout(() => {
            this.#pending.delete(timer);
            resolve();
          }, ms);
          this.#pending.set(timer, resolve);
        });

  /** Ends every wait, and those to come at once. */
  end(): void {
    this.#isOver = true;
    for (const [timer, resolve] of this.#pending) {
      clearTimeout(timer);
      resolve();
    }
    this.#pending.clear();
  }
}
