import { Database } from 'sqlite3';
import { SqliteFileError, type SqliteFilePurpose, reasonOf, toSqliteFileError } from './sqlite-file-error';

/**
 * One owner a database file. A transaction held open on `<file>.lock` is a lock of the operating system: it ends with its process, also
 * when that one is killed, so no stale lock is ever left behind. The lock file stays and stays empty.
 */
export class FileLock {
  private constructor(private readonly connection: Database) {}

  /** @throws {SqliteFileError} `in-use` when somebody else holds it; or as the file cannot be opened */
  static async acquire(path: string, purpose: SqliteFilePurpose): Promise<FileLock> {
    const lockPath = `${path}.lock`;
    let connection: Database;
    try {
      connection = await openConnection(lockPath);
    } catch (error) {
      throw toSqliteFileError(error, 'lock', lockPath, purpose);
    }
    try {
      connection.configure('busyTimeout', 0);
      await execute(connection, 'BEGIN EXCLUSIVE');
      return new FileLock(connection);
    } catch (error) {
      await closeConnection(connection);
      if (reasonOf(error).includes('SQLITE_BUSY')) {
        throw new SqliteFileError(
          'in-use',
          `open ${path}: found that another process, or another ${purpose.holder} of this one, has it open (it holds ${lockPath}), ` +
            'expected to be the only one; stop the other one, close() it, or name another file',
          { cause: error },
        );
      }
      throw toSqliteFileError(error, 'lock', lockPath, purpose);
    }
  }

  async release(): Promise<void> {
    await execute(this.connection, 'ROLLBACK');
    await closeConnection(this.connection);
  }
}

function openConnection(path: string): Promise<Database> {
  return new Promise((resolve, reject) => {
    const connection = new Database(path, (error) => (error === null ? resolve(connection) : reject(error)));
  });
}

function execute(connection: Database, statement: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.exec(statement, (error) => (error === null ? resolve() : reject(error)));
  });
}

function closeConnection(connection: Database): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.close((error) => (error === null ? resolve() : reject(error)));
  });
}
