const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The 32-bit number (as a signed integer) that stands for a few names and numbers: FNV-1a over their text, then mixed once more. */
export function hashOfParts(...parts: readonly (string | number)[]): number {
  let hash = FNV_OFFSET;
  for (const part of parts) {
    const text = String(part);
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
    // A character no name holds, so that ("a", "bc") and ("ab", "c") differ.
    hash = Math.imul(hash ^ 0x1f, FNV_PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A generator of 32-bit numbers (mulberry32) in integer arithmetic alone: the same on every machine. */
export class SeededNumbers {
  private state = 0;

  restart(state: number): void {
    this.state = state;
  }

  /** 32 random bits, as a signed integer. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return mixed ^ (mixed >>> 14);
  }
}
