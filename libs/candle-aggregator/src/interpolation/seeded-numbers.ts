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

// A step of a walk is the sum of four uniform bytes, centred.
const STEP_MEAN = 510;

/** Variance of one step of {@link SeededNumbers.walk}, and of {@link fourBytes}: 4 · (256² − 1) / 12. */
export const STEP_VARIANCE = 21_845;

/** A generator of 32-bit numbers (a counter, mixed twice) in integer arithmetic alone: the same on every machine. */
export class SeededNumbers {
  private state = 0;

  restart(state: number): void {
    this.state = state;
  }

  /** 32 random bits, as a signed integer. */
  next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return mixed(this.state);
  }

  /** Writes a random walk from 0 to `into[1] … into[steps]` and answers where it ends; the same as adding {@link fourBytes} of as many draws. */
  walk(into: Int32Array, steps: number): number {
    let { state } = this;
    let sum = 0;
    for (let k = 1; k <= steps; k += 1) {
      state = (state + 0x9e3779b9) | 0;
      sum += fourBytes(mixed(state));
      into[k] = sum;
    }
    this.state = state;
    return sum;
  }
}

/** Four uniform bytes of 32 random bits, added and centred. */
export function fourBytes(bits: number): number {
  const pairs = (bits & 0x00ff00ff) + ((bits >>> 8) & 0x00ff00ff);
  return (pairs & 0xffff) + (pairs >>> 16) - STEP_MEAN;
}

function mixed(counter: number): number {
  let bits = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return bits ^ (bits >>> 15);
}
