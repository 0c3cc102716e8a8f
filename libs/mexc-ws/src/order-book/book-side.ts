/** Price, contracts resting there, number of orders where the venue tells it. */
export interface BookLevel {
  readonly price: number;
  readonly contracts: number;
  readonly orderCount?: number;
}

/** One side of a book, best first. */
export class BookSide {
  /** Ascending by key: the price of asks, the negated price of bids. */
  #keys: number[] = [];
  readonly #levels = new Map<number, BookLevel>();

  constructor(private readonly side: 'asks' | 'bids') {}

  get best(): BookLevel | undefined {
    const key = this.#keys[0];
    return key === undefined ? undefined : this.#levels.get(key);
  }

  get size(): number {
    return this.#keys.length;
  }

  /** The best so many levels. */
  top(count: number): readonly BookLevel[] {
    return this.#keys.slice(0, count).map((key) => this.#levels.get(key) as BookLevel);
  }

  clear(): void {
    this.#keys = [];
    this.#levels.clear();
  }

  /** Sizes are absolute; 0 removes the level. */
  set(level: BookLevel): void {
    const key = this.side === 'asks' ? level.price : -level.price;
    const isKnown = this.#levels.has(key);
    if (level.contracts > 0) {
      this.#levels.set(key, level);
      if (!isKnown) this.#keys.splice(this.#placeOf(key), 0, key);
    } else if (isKnown) {
      this.#levels.delete(key);
      this.#keys.splice(this.#placeOf(key), 1);
    }
  }

  #placeOf(key: number): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] as number) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
