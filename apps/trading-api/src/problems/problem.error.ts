import { type ProblemCode, problemCodes } from './problem-codes';

/** One thing wrong with one field of a request. */
export interface ProblemIssue {
  /** Where: `quantity`, or empty for the body as a whole. */
  readonly path: string;
  /** What was there, as JSON text, shortened; `missing` where nothing was. */
  readonly found: string;
  readonly expected: string;
}

interface ProblemDetails {
  readonly issues?: readonly ProblemIssue[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the answer. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Thrown to answer with a problem of {@link problemCodes}. `detail` is shown to the caller. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly httpStatus: number;
  readonly title: string;
  readonly issues: readonly ProblemIssue[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    { issues, headers = {}, extensions = {} }: ProblemDetails = {},
  ) {
    super(detail);
    this.httpStatus = problemCodes[code].status;
    this.title = problemCodes[code].title;
    this.issues = issues;
    this.headers = headers;
    this.extensions = extensions;
  }
}
