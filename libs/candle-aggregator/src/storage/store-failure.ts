import { CandleError, CandleStoreError, type CandleStoreErrorCode } from '../errors';

const CODES: readonly (readonly [pattern: RegExp, code: CandleStoreErrorCode, advice: string])[] = [
  [/SQLITE_(CORRUPT|NOTADB)/, 'corrupt', 'restore the file from a copy, or move it away and ingest again'],
  [/SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/, 'not-writable', 'check the permissions of the file and its folder'],
  [/SQLITE_(BUSY|LOCKED)/, 'in-use', 'close the other program that has the file open'],
  [/SQLITE_FULL/, 'io', 'free some disk space and call again'],
];

/** A failure of the engine as a {@link CandleStoreError}; errors of this package pass through. */
export function toStoreError(error: unknown, operation: string, path: string): CandleError {
  if (error instanceof CandleError) return error;
  const text = reasonOf(error);
  const [, code, advice] = CODES.find(([pattern]) => pattern.test(text)) ?? [/./, 'io' as const, 'check the disk, then call again'];
  return new CandleStoreError(code, `${operation} of ${path}: found ${text}, expected a healthy database file; ${advice}`, {
    cause: error,
  });
}

/** The words of a failure. Not by class: an error of a native module may belong to another realm. */
export function reasonOf(error: unknown): string {
  const message = (error as { readonly message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : String(error);
}
