/** Chance that is the same for the same seed and words, whoever asks and when: nothing is drawn in turn. */
export class Dice {
  private state: number;

  constructor(...words: readonly (string | number)[]) {
    // FNV-1a, then mulberry32.
    let hash = 0x811c9dc5;
    for (const letter of words.join('/')) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    this.state = hash >>> 0;
  }

  /** In [0, 1). */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  isLucky(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** @throws {RangeError} for an empty list */
  one<Value>(values: readonly Value[]): Value {
    if (values.length === 0) throw new RangeError('dice: found nothing to choose from, expected at least one');
    return values[this.whole(0, values.length - 1)] as Value;
  }

  /** One of the names, each as likely as its weight. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const rows = Object.entries(weights) as [Name, number][];
    let rest = this.fraction() * rows.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of rows) if ((rest -= weight) < 0) return name;
    return (rows.at(-1) as [Name, number])[0];
  }

  shuffled<Value>(values: readonly Value[]): Value[] {
    const left = [...values];
    const all: Value[] = [];
    while (left.length > 0) all.push(...left.splice(this.whole(0, left.length - 1), 1));
    return all;
  }
}
