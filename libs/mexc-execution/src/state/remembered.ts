/** A map that keeps the newest entries only. Setting an entry again makes it new. */
export class Remembered<Key, Value> {
  private readonly entries = new Map<Key, Value>();

  constructor(
    private readonly most: number,
    private readonly onForgotten: (key: Key, value: Value) => void = () => undefined,
  ) {}

  get(key: Key): Value | undefined {
    return this.entries.get(key);
  }

  has(key: Key): boolean {
    return this.entries.has(key);
  }

  values(): Iterable<Value> {
    return this.entries.values();
  }

  delete(key: Key): void {
    this.entries.delete(key);
  }

  set(key: Key, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size <= this.most) return;
    const [oldest] = this.entries;
    if (oldest === undefined) return;
    this.entries.delete(oldest[0]);
    this.onForgotten(...oldest);
  }
}
