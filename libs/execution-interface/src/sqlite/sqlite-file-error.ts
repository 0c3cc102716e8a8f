export type SqliteFileErrorCode =
  /** the file or its folder cannot be written */
  | 'not-writable'
  /** no SQLite file, a damaged one, or one of another program */
  | 'corrupt'
  /** somebody else has it open */
  | 'in-use'
  /** no room left on the disk */
  | 'full'
  /** the disk or the database engine failed otherwise */
  | 'io';

/** A database file that cannot be used. The message names the path, what was found, what was expected and what to do. */
export class SqliteFileError extends Error {
  override readonly name = 'SqliteFileError';

  constructor(
    readonly code: SqliteFileErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

/** What a file is for, in the words of whoever uses it. */
export interface SqliteFilePurpose {
  /** For example `CandleDatabase`. */
  readonly holder: string;
  /** For example `a candle database`. */
  readonly contents: string;
  /** A table that every file of this kind has. */
  readonly metaTable: string;
  /** What to do with a damaged file. */
  readonly ifDamaged: string;
}

/** A failure of the engine or of the file system as a {@link SqliteFileError}; one that is one already passes through. */
export function toSqliteFileError(error: unknown, operation: string, path: string, { ifDamaged }: SqliteFilePurpose): SqliteFileError {
  if (error instanceof SqliteFileError) return error;
  const text = reasonOf(error);
  const rows: readonly (readonly [pattern: RegExp, code: SqliteFileErrorCode, advice: string])[] = [
    [/SQLITE_(CORRUPT|NOTADB)/, 'corrupt', ifDamaged],
    [/SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/, 'not-writable', 'check the permissions of the file and its folder'],
    [/SQLITE_(BUSY|LOCKED)/, 'in-use', 'close the other program that has the file open'],
    [/SQLITE_FULL|ENOSPC/, 'full', 'free some disk space and call again'],
    [/./, 'io', 'check the disk, then call again'],
  ];
  const [, code, advice] = rows.find(([pattern]) => pattern.test(text)) ?? (rows.at(-1) as (typeof rows)[number]);
  return new SqliteFileError(code, `${operation} of ${path}: found ${text}, expected a healthy database file; ${advice}`, { cause: error });
}

/** The words of a failure. Not by class: an error of a native module may belong to another realm. */
export function reasonOf(error: unknown): string {
  const message = (error as { readonly message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : String(error);
}
