/** One reading of the server's clock, all in milliseconds since the epoch. */
export interface ServerTimeReading {
  /** What the server said. */
  readonly serverTimeMs: number;
  /** The local clock just before the question left. */
  readonly sentAtMs: number;
  /** The local clock just after the answer came. */
  readonly receivedAtMs: number;
}

/** A local clock. */
export interface LocalClock {
  /** Milliseconds since the epoch. May be set, forwards and backwards. */
  nowMs(): number;
  /** Milliseconds from any point; never set, never backwards. With it, a jump of `nowMs` is seen and does not get signed. */
  monotonicMs?(): number;
}

interface Reading {
  readonly lowestMs: number;
  readonly highestMs: number;
  /** The lower bound against the steady clock. */
  readonly lowestMonotonicMs: number;
}

const READINGS_KEPT = 5;
/** A reading that took longer says less than the ones before it. */
const SLOW_MS = 2_000;
/** What a local clock may run fast, 500 ppm: as fast as a clock is ever slewed. */
const DRIFT_ALLOWED = 0.0005;
const LARGEST_ALLOWANCE_MS = 1_000;
const JUMP_MS = 500;
const machineClock: LocalClock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };

/**
 * The time that requests are signed with: the local clock, moved to the server's, and never ahead of it (reference 2.3: 2 s ahead may be
 * refused, 10 s behind is fine).
 *
 * A reading proves bounds: the server's clock is ahead of ours by at least `serverTime − receivedAt` and at most `serverTime − sentAt`.
 * Used is the median of the last five lower bounds, and never more than the newest. Older readings whose bounds contradict the newest
 * are from before a jump of a clock and are dropped. From reading to reading it steps back by what a fast local clock could have gained
 * (0.5 ms a second, at most 1 s). Beside a steady clock, a reading that took more than 2 s and
 * contradicts nothing is left out. Of a clock that was set and the steady one, it believes the earlier. Until the first reading it is the
 * local clock.
 */
export class RequestClock {
  readonly #clock: LocalClock;
  #readings: readonly Reading[] = [];
  #offsetMs = 0;
  #monotonicOffsetMs = 0;
  #observedAtMs = 0;

  /** @param clock the local clock; the machine's when left out */
  constructor(clock: LocalClock = machineClock) {
    this.#clock = clock;
  }

  /**
   * Learns from one reading; call it as soon as the answer is there. One during which the local clock went backwards proves nothing and
   * changes nothing.
   *
   * @throws {RangeError} when one of the times is not finite
   */
  observe({ serverTimeMs, sentAtMs, receivedAtMs }: ServerTimeReading): void {
    for (const [name, value] of Object.entries({ serverTimeMs, sentAtMs, receivedAtMs })) {
      if (!Number.isFinite(value)) throw new RangeError(`${name}: found ${value}, expected milliseconds since the epoch`);
    }
    if (receivedAtMs < sentAtMs) return;
    const steadyMs = this.#steadyMs();
    const newest = {
      lowestMs: serverTimeMs - receivedAtMs,
      highestMs: serverTimeMs - sentAtMs,
      lowestMonotonicMs: serverTimeMs - steadyMs,
    };
    if (this.#isVague(newest, receivedAtMs - sentAtMs)) return;
    const agreeing = this.#readings.filter((old) => old.lowestMs <= newest.highestMs && newest.lowestMs <= old.highestMs);
    this.#readings = [...agreeing, newest].slice(-READINGS_KEPT);
    this.#offsetMs = Math.min(newest.lowestMs, median(this.#readings.map((reading) => reading.lowestMs)));
    this.#monotonicOffsetMs = Math.min(newest.lowestMonotonicMs, median(this.#readings.map((reading) => reading.lowestMonotonicMs)));
    this.#observedAtMs = steadyMs;
  }

  /** Milliseconds since the epoch, whole, to sign with. */
  nowMs(): number {
    if (!this.isSynchronised) return Math.floor(this.#clock.nowMs());
    const steadyMs = this.#steadyMs();
    const allowanceMs = Math.min(LARGEST_ALLOWANCE_MS, Math.max(0, steadyMs - this.#observedAtMs) * DRIFT_ALLOWED);
    return Math.floor(Math.min(this.#clock.nowMs() + this.#offsetMs, steadyMs + this.#monotonicOffsetMs) - allowanceMs);
  }

  /** The local clock, as it is; what `sentAtMs` and `receivedAtMs` of a reading are made of. */
  localNowMs(): number {
    return this.#clock.nowMs();
  }

  /** What is added to the local clock, ms; 0 until the first reading. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Whether the server's clock has been read. */
  get isSynchronised(): boolean {
    return this.#readings.length > 0;
  }

  /**
   * Whether the local clock was set, or the machine slept, since the last reading. Read the server's time again: until then what is signed
   * may be far behind, though never ahead. Always false for a clock without `monotonicMs`.
   */
  get hasJumped(): boolean {
    if (!this.isSynchronised) return false;
    return Math.abs(this.#clock.nowMs() + this.#offsetMs - (this.#steadyMs() + this.#monotonicOffsetMs)) > JUMP_MS;
  }

  /**
   * Slow, and what is signed with lies within its bounds: it proves nothing new, and believed it would put every request as far behind as it was
   * slow. Only a steady clock can tell that nothing was set meanwhile.
   */
  #isVague({ lowestMs, highestMs }: Reading, tookMs: number): boolean {
    const isKnown = this.isSynchronised && this.#clock.monotonicMs !== undefined && !this.hasJumped;
    return isKnown && tookMs > SLOW_MS && lowestMs <= this.#offsetMs && this.#offsetMs <= highestMs;
  }

  #steadyMs(): number {
    return this.#clock.monotonicMs?.() ?? this.#clock.nowMs();
  }
}

/** The lower of the two in the middle where there are two: rather behind than ahead. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] as number;
}
