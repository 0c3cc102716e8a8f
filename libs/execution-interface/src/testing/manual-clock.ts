import { Clock } from '../clock';

/** A clock that only moves when told to. */
export class ManualClock extends Clock {
  constructor(private currentMs: number) {
    super();
  }

  nowMs(): number {
    return this.currentMs;
  }

  /** @throws {RangeError} when time would run backwards */
  advance(byMs: number): void {
    if (!(byMs >= 0)) throw new RangeError(`advance: found ${byMs}, expected at least 0 ms`);
    this.currentMs += byMs;
  }

  /** Sets the time outright; backwards too, as a host's clock may jump. */
  set(toMs: number): void {
    this.currentMs = toMs;
  }
}
