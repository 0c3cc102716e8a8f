/**
 * How far the clock that the exchange shows and checks by is off: `contract/ping`, the pong of a socket, and the times of signed requests
 * and logins. What happens on the exchange goes on by the right one.
 */
export class ClockSkew {
  private offsetMs = 0;

  get byMs(): number {
    return this.offsetMs;
  }

  /** Positive: ahead. @throws {RangeError} */
  set(byMs: number): void {
    if (!Number.isSafeInteger(byMs)) throw new RangeError(`clock skew: found ${JSON.stringify(byMs)}, expected whole ms`);
    this.offsetMs = byMs;
  }
}
