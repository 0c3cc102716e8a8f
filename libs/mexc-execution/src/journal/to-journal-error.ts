import { JournalError, type JournalErrorCode } from '@prate/execution-interface';
import { type SqliteFilePurpose, reasonOf, toSqliteFileError } from '@prate/execution-interface/sqlite';

export const JOURNAL_FILE: SqliteFilePurpose = {
  holder: 'TypeOrmOrderJournal',
  contents: 'an order journal',
  metaTable: 'journal_meta',
  ifDamaged: 'restore it from a copy, then reconcile; an empty journal in its place would not know which orders may exist',
};

/** Conditions of PostgreSQL by class of their code (its manual, appendix A). */
const SERVER_CODES: readonly (readonly [pattern: RegExp, code: JournalErrorCode, advice: string])[] = [
  [/^53100$/, 'full', 'free some disk space on the server'],
  [/^(25006|42501)$/, 'not-writable', 'connect to the primary, as a user that may write'],
  [/^(08...|57P0.|53300|28...|3D000)$/, 'unreachable', 'check server, address, user and password'],
  [/^(ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|EAI_)/, 'unreachable', 'check server and address'],
  [/^XX00[12]$/, 'corrupt', 'restore the database from a copy, then reconcile'],
];

/** A failure of file, engine or server as a {@link JournalError}. It names what was found and what to do, never address or password. */
export function toJournalError(error: unknown, operation: string, where: string): JournalError {
  if (isJournalError(error)) return error;
  const serverCode = codeOf(error);
  const row = SERVER_CODES.find(([pattern]) => pattern.test(serverCode));
  if (row !== undefined) {
    const [, code, advice] = row;
    return new JournalError(
      `${operation} in ${where}: found ${serverCode} (${reasonOf(error)}), expected a database that answers; ${advice}`,
      {
        code,
        cause: error,
      },
    );
  }
  if (/timeout|Connection terminated/i.test(reasonOf(error)) && !reasonOf(error).includes('SQLITE')) {
    return new JournalError(`${operation} in ${where}: found ${reasonOf(error)}, expected an answer; check server and network`, {
      code: 'unreachable',
      cause: error,
    });
  }
  const { code, message } = toSqliteFileError(error, operation, where, JOURNAL_FILE);
  return new JournalError(message, { code, cause: error });
}

function isJournalError(error: unknown): error is JournalError {
  return error instanceof JournalError;
}

function codeOf(error: unknown): string {
  const { code, driverError } = (error ?? {}) as { readonly code?: unknown; readonly driverError?: { readonly code?: unknown } };
  return String(driverError?.code ?? code ?? '');
}
