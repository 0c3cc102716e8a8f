import { open, stat } from 'node:fs/promises';
import { Database, OPEN_READONLY, OPEN_READWRITE } from 'sqlite3';
import { SqliteFileError, type SqliteFilePurpose, toSqliteFileError } from './sqlite-file-error';

const HEADER = 'SQLite format 3\u0000';
// A full check reads every page; above this size it would hold up the start for seconds.
const CHECKED_BYTES = 64 * 2 ** 20;

/**
 * Looks at an existing file without changing it; only a write that a killed process left half done is taken back first, as SQLite does. What its meta table (columns `key` and `value`) says, or undefined for a new file.
 *
 * @throws {SqliteFileError} `corrupt`, also for the database of another program
 */
export async function inspectFile(path: string, purpose: SqliteFilePurpose): Promise<ReadonlyMap<string, string> | undefined> {
  const found = await stat(path).catch(unlessMissing);
  if (found === undefined || found.size === 0) return undefined;
  // Whoever only reads cannot take a half-done write back, and is refused the file for ever.
  const mode = (await sizeOf(`${path}-journal`)) > 0 ? OPEN_READWRITE : OPEN_READONLY;
  const query = <Row>(sql: string): Promise<Row[]> => readRows<Row>({ path, mode }, sql, purpose);
  await checkHeader(path, found.size, purpose);
  // Migrations alone, or a meta table without rows, are what a process leaves behind that was killed while it made the file.
  const tables = await query<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migration'`,
  );
  if (tables.length === 0) return undefined;
  if (!tables.some((table) => table.name === purpose.metaTable)) {
    throw new SqliteFileError(
      'corrupt',
      `open ${path}: found an SQLite database of another program (tables ${tables.map((table) => table.name).join(', ')}), ` +
        `expected ${purpose.contents}; name another file`,
    );
  }
  if (found.size <= CHECKED_BYTES) {
    const [result] = await query<{ quick_check: string }>('PRAGMA quick_check(1)');
    if (result?.quick_check !== 'ok') throw damaged(path, result?.quick_check ?? 'no answer of the check', purpose);
  }
  const rows = await query<{ key: string; value: string }>(`SELECT key, value FROM ${purpose.metaTable}`);
  return rows.length === 0 ? undefined : new Map(rows.map((row) => [row.key, row.value]));
}

async function checkHeader(path: string, size: number, purpose: SqliteFilePurpose): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(100), 0, 100, 0);
    if (bytesRead < 100 || buffer.toString('latin1', 0, 16) !== HEADER) {
      throw damaged(path, `${size} bytes that do not begin like an SQLite file`, purpose);
    }
    const pageSize = buffer.readUInt16BE(16) === 1 ? 65_536 : buffer.readUInt16BE(16);
    const expected = pageSize * buffer.readUInt32BE(28);
    const beside = (await sizeOf(`${path}-wal`)) + (await sizeOf(`${path}-journal`));
    // With a log beside it a shorter file may be whole: its end is in the log, or what was to become longer is taken back.
    if (beside === 0 && size < expected) throw damaged(path, `${size} bytes of ${expected}`, purpose);
  } finally {
    await file.close();
  }
}

function damaged(path: string, found: string, { ifDamaged }: SqliteFilePurpose): SqliteFileError {
  return new SqliteFileError('corrupt', `open ${path}: found ${found}, expected a whole SQLite database; ${ifDamaged}`);
}

/** Bytes; 0 where there is no such file. */
async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(unlessMissing))?.size ?? 0;
}

interface FileToRead {
  readonly path: string;
  readonly mode: number;
}

function readRows<Row>({ path, mode }: FileToRead, statement: string, purpose: SqliteFilePurpose): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(toSqliteFileError(error, 'open', path, purpose));
    const connection = new Database(path, mode, (opening) => {
      if (opening !== null) return fail(opening);
      connection.all<Row>(statement, (error, rows) => {
        connection.close((closing) => {
          if (error !== null) fail(error);
          else if (closing !== null) fail(closing);
          else resolve(rows);
        });
      });
    });
  });
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
