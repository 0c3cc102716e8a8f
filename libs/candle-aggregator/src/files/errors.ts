import { CandleError, type CandleIssueCode, MAX_ISSUES } from '../errors';

/** One thing wrong with one row of a file. */
export interface FileIssue {
  /** Line of the file, counted from 1, the header included. */
  readonly line: number;
  readonly code: CandleIssueCode | 'row';
  readonly found: string;
  readonly expected: string;
}

export type CandleFileErrorCode =
  /** the header does not name what is needed, or an option makes no sense */
  | 'columns'
  /** rows that are no candles; `issues` has the first 100 */
  | 'rows'
  /** an optional package is not installed */
  | 'package-missing';

/** A file cannot be read or written as asked. Of an import with bad rows nothing was stored. */
export class CandleFileError extends CandleError {
  override readonly name = 'CandleFileError';

  constructor(
    readonly code: CandleFileErrorCode,
    message: string,
    readonly issues: readonly FileIssue[] = [],
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  static ofRows(issues: readonly FileIssue[]): CandleFileError {
    const shown = issues.slice(0, MAX_ISSUES);
    const lines = shown.slice(0, 5).map(({ line, code, found, expected }) => `line ${line}: ${code}: found ${found}, expected ${expected}`);
    const more = shown.length > 5 ? `; ${shown.length - 5} more` : '';
    return new CandleFileError('rows', `import: ${lines.join('; ')}${more}; nothing was stored`, shown);
  }
}
