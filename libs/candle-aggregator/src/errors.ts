/** Root of what this package throws. */
export class CandleError extends Error {
  override readonly name: string = 'CandleError';
}

export type CandleIssueCode =
  /** high below low, open or close outside [low, high], or a volume that contradicts the contracts */
  | 'shape'
  /** no finite number, a price of 0 or less, a negative quantity */
  | 'number'
  /** more digits than 12 decimals, or than a whole number below 2^53 of grid steps */
  | 'precision'
  | 'unaligned'
  | 'timestamp-in-seconds'
  | 'future'
  | 'too-old'
  /** one minute given twice with different values */
  | 'conflict'
  | 'symbol'
  | 'symbol-mismatch'
  /** a source answered with a candle that was not asked for */
  | 'outside-window'
  | 'range'
  | 'range-too-large'
  | 'interval-invalid'
  | 'option';

/** One thing wrong with what was handed in. */
export interface CandleIssue {
  /** Place in the list that was handed in; absent where there is no list. */
  readonly index?: number;
  readonly code: CandleIssueCode;
  readonly found: string;
  readonly expected: string;
}

/** How many issues one error carries at most. */
export const MAX_ISSUES = 100;

/** What was handed in cannot be used. Nothing was stored. All issues at once, at most {@link MAX_ISSUES}; mend them and call again. */
export class CandleInputError extends CandleError {
  override readonly name = 'CandleInputError';
  readonly issues: readonly CandleIssue[];

  constructor(
    readonly operation: string,
    issues: readonly CandleIssue[],
  ) {
    const shown = issues.slice(0, MAX_ISSUES);
    const lines = shown.slice(0, 5).map((issue) => {
      const place = issue.index === undefined ? '' : `[${issue.index}] `;
      return `${place}${issue.code}: found ${issue.found}, expected ${issue.expected}`;
    });
    const more = issues.length > 5 ? `; ${issues.length - 5} more` : '';
    super(`${operation}: ${lines.join('; ')}${more}`);
    this.issues = shown;
  }
}

export type CandleStoreErrorCode =
  /** the file or its folder cannot be written */
  | 'not-writable'
  /** no SQLite file, a damaged one, or one of another program */
  | 'corrupt'
  /** another process, or another object of this one, has it open for writing */
  | 'in-use'
  /** written by a later version of this package */
  | 'newer-version'
  /** holds data of another mode */
  | 'other-mode'
  /** the store was closed before the call */
  | 'closed'
  /** written under a lease that another process has taken over since; nothing was stored */
  | 'stale-writer'
  /** the disk or the database engine failed otherwise */
  | 'io';

/**
 * The store cannot be opened or used. When opening, nothing of the file was changed. When writing, the whole call was rolled back.
 * The message names the path, what was found, what was expected and what to do.
 */
export class CandleStoreError extends CandleError {
  override readonly name = 'CandleStoreError';

  constructor(
    readonly code: CandleStoreErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
