// Bound once: inside a test runner's sandbox every look-up of a global costs more than the arithmetic.
const { floor, imul } = Math;

/**
 * Noise that is a pure function of (seed, word, time): integer mixing and + − × ÷ only, so that every machine computes the same bits.
 */
export class SeededNoise {
  private readonly salt: number;
  /** The last lattice cell of each octave: neighbours in time share it. Only a memo; the answer does not depend on it. */
  private readonly cells = OCTAVES.map(() => ({ index: -1e15, left: 0, right: 0 }));

  constructor(seed: number, word: string) {
    let salt = mix(seed | 0, floor(seed / 4_294_967_296) | 0);
    for (let at = 0; at < word.length; at += 1) salt = mix(salt, word.charCodeAt(at));
    this.salt = salt;
  }

  /** A fraction in [0, 1) for a second, one independent stream a channel. */
  fraction(second: number, channel: number): number {
    return (mix(mix(this.salt, channel + 1_000), second | 0) >>> 0) / 4_294_967_296;
  }

  /**
   * How far the path stands from its middle at a second, in steps of one second's size. Value noise in octaves: the longer the period,
   * the wider the swing, as the square root of time.
   */
  deviation(second: number): number {
    let sum = 0;
    for (let octave = 0; octave < OCTAVES.length; octave += 1) {
      const { period, width } = OCTAVES[octave] as (typeof OCTAVES)[number];
      const cell = this.cells[octave] as { index: number; left: number; right: number };
      const index = floor(second / period);
      if (cell.index !== index) {
        cell.left = this.lattice(octave, index);
        cell.right = this.lattice(octave, index + 1);
        cell.index = index;
      }
      const part = (second - index * period) / period;
      sum += width * (cell.left + (cell.right - cell.left) * part * part * (3 - 2 * part));
    }
    return sum;
  }

  private lattice(octave: number, index: number): number {
    return (mix(mix(this.salt, octave), index | 0) >>> 0) / 2_147_483_648 - 1;
  }
}

/** Periods in seconds; widths are 0.6 × √period, written out because a root is no arithmetic that every machine need agree on. */
const OCTAVES = [
  { period: 1, width: 0.6 },
  { period: 4, width: 1.2 },
  { period: 15, width: 2.32 },
  { period: 60, width: 4.65 },
  { period: 240, width: 9.3 },
  { period: 900, width: 18 },
  { period: 3_600, width: 36 },
  { period: 14_400, width: 72 },
  { period: 57_600, width: 144 },
  { period: 259_200, width: 305.5 },
  { period: 1_209_600, width: 659.9 },
] as const;

/** Mixes a number into a 32-bit state; every input bit reaches every output bit. */
function mix(state: number, value: number): number {
  let bits = imul(state ^ value, 0x9e3779b1) ^ (state >>> 15);
  bits = imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) | 0;
}
