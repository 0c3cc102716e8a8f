import { type CountableOutcome, meaningOf } from './failure-table';

export interface FailureCounterOptions {
  /** How many in a row trip. Default 5. */
  readonly limit?: number;
  /** `all`: whatever is not accepted counts. Default `failures`, see {@link meaningOf}. */
  readonly count?: 'failures' | 'all';
}

/** Failures in a row; an accepted order ends the series. */
export class FailureCounter {
  private inRow = 0;
  readonly limit: number;
  private readonly counted: 'failures' | 'all';

  /** @throws {RangeError} for a limit that is no whole number of at least 1 */
  constructor({ limit = 5, count = 'failures' }: FailureCounterOptions = {}) {
    if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`failures: found ${limit}, expected a whole number of at least 1`);
    this.limit = limit;
    this.counted = count;
  }

  get failures(): number {
    return this.inRow;
  }

  /** Whether the limit is reached with this one. */
  note(outcome: CountableOutcome): boolean {
    const meaning = meaningOf(outcome, this.counted);
    if (meaning === 'success') this.inRow = 0;
    if (meaning === 'failure') this.inRow += 1;
    return meaning === 'failure' && this.inRow >= this.limit;
  }

  reset(): void {
    this.inRow = 0;
  }
}
