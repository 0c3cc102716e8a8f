/** One reading of the server's clock, all in milliseconds since the epoch. */
export interface ServerTimeReading {
  /** What the server said. */
  readonly serverTimeMs: number;
  /** The local clock just before the question left. */
  readonly sentAtMs: number;
  /** The local clock just after the answer came. */
  readonly receivedAtMs: number;
}

interface OffsetBounds {
  readonly lowestMs: number;
  readonly highestMs: number;
}

const READINGS_KEPT = 5;
const machineClock = { nowMs: () => Date.now() };

/**
 * The time that requests are signed with: the local clock, moved to the server's, and never ahead of it (reference 2.3: 2 s ahead may be
 * refused, 10 s behind is fine).
 *
 * A reading proves bounds: the server's clock is ahead of ours by at least `serverTime − receivedAt` and at most `serverTime − sentAt`.
 * Used is the median of the last five lower bounds, and never more than the newest. Older readings whose bounds contradict the newest
 * are from before a jump of a clock and are dropped. Until the first reading it is the local clock.
 */
export class RequestClock {
  readonly #clock: { nowMs(): number };
  #readings: readonly OffsetBounds[] = [];
  #offsetMs = 0;

  /** @param clock the local clock, ms since the epoch; the machine's when left out */
  constructor(clock: { nowMs(): number } = machineClock) {
    this.#clock = clock;
  }

  /**
   * Learns from one reading. One during which the local clock went backwards proves nothing and changes nothing.
   *
   * @throws {RangeError} when one of the times is not finite
   */
  observe({ serverTimeMs, sentAtMs, receivedAtMs }: ServerTimeReading): void {
    for (const [name, value] of Object.entries({ serverTimeMs, sentAtMs, receivedAtMs })) {
      if (!Number.isFinite(value)) throw new RangeError(`${name}: found ${value}, expected milliseconds since the epoch`);
    }
    if (receivedAtMs < sentAtMs) return;
    const newest = { lowestMs: serverTimeMs - receivedAtMs, highestMs: serverTimeMs - sentAtMs };
    const agreeing = this.#readings.filter((old) => old.lowestMs <= newest.highestMs && newest.lowestMs <= old.highestMs);
    this.#readings = [...agreeing, newest].slice(-READINGS_KEPT);
    this.#offsetMs = Math.min(newest.lowestMs, median(this.#readings.map((reading) => reading.lowestMs)));
  }

  /** Milliseconds since the epoch, whole, to sign with. */
  nowMs(): number {
    return Math.floor(this.#clock.nowMs() + this.#offsetMs);
  }

  /** What is added to the local clock, ms; 0 until the first reading. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Whether the server's clock has been read. */
  get isSynchronised(): boolean {
    return this.#readings.length > 0;
  }
}

/** The lower of the two in the middle where there are two: rather behind than ahead. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] as number;
}
