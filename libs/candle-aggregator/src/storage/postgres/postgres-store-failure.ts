import { reasonOf } from '@prate/execution-interface/sqlite';
import { CandleError, CandleStoreError, type CandleStoreErrorCode } from '../../errors';

/** Conditions of PostgreSQL by their code (its manual, appendix A), and of the network. */
const SERVER_CODES: readonly (readonly [pattern: RegExp, code: CandleStoreErrorCode, advice: string])[] = [
  [/^53100$/, 'io', 'free some disk space on the server'],
  [/^(25006|42501)$/, 'not-writable', 'connect to the primary, as a user that may write'],
  [/^(28...|3D000)$/, 'not-writable', 'check user, password and name of the database'],
  [/^(08...|57P0.|53300)$/, 'io', 'check that the server runs and has connections left'],
  [/^(ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|EAI_)/, 'io', 'check server and address'],
  [/^XX00[12]$/, 'corrupt', 'restore the database from a copy, or name another schema and ingest again'],
];

/** A failure of the server as a {@link CandleStoreError}; errors of this package pass through. Never names user or password. */
export function toPostgresStoreError(error: unknown, operation: string, where: string): CandleError {
  if (error instanceof CandleError) return error;
  const found = sqlStateOf(error);
  const row = SERVER_CODES.find(([pattern]) => pattern.test(found));
  const [, code, advice] = row ?? [undefined, 'io' as const, 'check server and network, then call again'];
  const what = found === '' ? reasonOf(error) : `${found} (${reasonOf(error)})`;
  return new CandleStoreError(code, `${operation} of ${where}: found ${what}, expected a database that answers; ${advice}`, {
    cause: error,
  });
}

/** What the server calls a failure, or the network; empty for any other. */
export function sqlStateOf(error: unknown): string {
  const { code, driverError } = (error ?? {}) as { readonly code?: unknown; readonly driverError?: { readonly code?: unknown } };
  return String(driverError?.code ?? code ?? '');
}
