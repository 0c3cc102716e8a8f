export { FileLock } from './file-lock';
export { inspectFile } from './inspect-file';
export { prepareFile } from './prepare-file';
export { sqliteDriver } from './sqlite-driver';
export type { SqliteFileErrorCode, SqliteFilePurpose } from './sqlite-file-error';
export { SqliteFileError, reasonOf, toSqliteFileError } from './sqlite-file-error';
