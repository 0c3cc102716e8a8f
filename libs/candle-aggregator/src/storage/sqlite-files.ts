import { constants } from 'node:fs';
import { access, mkdir, open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Database, OPEN_READONLY } from 'sqlite3';
import { CandleStoreError } from '../errors';
import type { StoreMode } from './store-mode';
import { reasonOf, toStoreError } from './store-failure';

/** Version of the tables this package writes: the number of its migrations. */
export const SCHEMA_VERSION = 1;

const HEADER = 'SQLite format 3\u0000';
// A full check reads every page; above this size it would hold up the start for seconds.
const CHECKED_BYTES = 64 * 2 ** 20;

/**
 * Where the file really lies, with its folders made.
 *
 * @throws {CandleStoreError} `not-writable`
 */
export async function prepareFile(path: string): Promise<string> {
  const wanted = resolve(path);
  try {
    await mkdir(dirname(wanted), { recursive: true });
    await access(dirname(wanted), constants.W_OK);
    const found = await stat(wanted).catch(unlessMissing);
    if (found === undefined) return join(await realpath(dirname(wanted)), basename(wanted));
    if (!found.isFile()) {
      const what = found.isDirectory() ? 'a folder' : 'something that is no file';
      throw new CandleStoreError('not-writable', `open ${wanted}: found ${what}, expected a database file or nothing; name a file`);
    }
    await access(wanted, constants.W_OK);
    return await realpath(wanted);
  } catch (error) {
    if (error instanceof CandleStoreError) throw error;
    throw new CandleStoreError(
      'not-writable',
      `open ${wanted}: found ${reasonOf(error)}, expected a file in a folder that can be written; check the path and its permissions`,
      { cause: error },
    );
  }
}

/**
 * Looks at an existing file without changing it. The mode it holds, or undefined for a new one.
 *
 * @throws {CandleStoreError} `corrupt`, `newer-version` or `other-mode`
 */
export async function inspectFile(path: string, mode: StoreMode | undefined): Promise<StoreMode | 'unspecified' | undefined> {
  const found = await stat(path).catch(unlessMissing);
  if (found === undefined || found.size === 0) return undefined;
  await checkHeader(path, found.size);
  const tables = await readRows<{ name: string }>(path, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`);
  if (tables.length === 0) return undefined;
  if (!tables.some((table) => table.name === 'store_meta')) {
    throw new CandleStoreError(
      'corrupt',
      `open ${path}: found an SQLite database of another program (tables ${tables.map((table) => table.name).join(', ')}), ` +
        'expected a candle database; name another file',
    );
  }
  if (found.size <= CHECKED_BYTES) await checkPages(path);
  const meta = new Map(
    (await readRows<{ key: string; value: string }>(path, 'SELECT key, value FROM store_meta')).map((row) => [row.key, row.value]),
  );
  const version = Number(meta.get('schema_version'));
  if (version > SCHEMA_VERSION) {
    throw new CandleStoreError(
      'newer-version',
      `open ${path}: found schema version ${version}, expected at most ${SCHEMA_VERSION}; update this package or name another file`,
    );
  }
  const stored = (meta.get('mode') ?? 'unspecified') as StoreMode | 'unspecified';
  if (mode !== undefined && stored !== mode) {
    throw new CandleStoreError(
      'other-mode',
      `open ${path}: found data of mode ${stored}, expected ${mode}; name another file, data of different modes is never mixed`,
    );
  }
  return stored;
}

async function checkHeader(path: string, size: number): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(100), 0, 100, 0);
    if (bytesRead < 100 || buffer.toString('latin1', 0, 16) !== HEADER) {
      throw damaged(path, `${size} bytes that do not begin like an SQLite file`);
    }
    const pageSize = buffer.readUInt16BE(16) === 1 ? 65_536 : buffer.readUInt16BE(16);
    const expected = pageSize * buffer.readUInt32BE(28);
    const log = await stat(`${path}-wal`).catch(unlessMissing);
    // With a write-ahead log beside it a shorter file may be whole: its end is in the log.
    if ((log === undefined || log.size === 0) && size < expected) throw damaged(path, `${size} bytes of ${expected}`);
  } finally {
    await file.close();
  }
}

async function checkPages(path: string): Promise<void> {
  const [result] = await readRows<{ quick_check: string }>(path, 'PRAGMA quick_check(1)');
  if (result?.quick_check !== 'ok') throw damaged(path, result?.quick_check ?? 'no answer of the check');
}

function damaged(path: string, found: string): CandleStoreError {
  return new CandleStoreError(
    'corrupt',
    `open ${path}: found ${found}, expected a whole SQLite database; restore it from a copy, or move it away and ingest again`,
  );
}

function readRows<Row>(path: string, statement: string): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(toStoreError(error, 'open', path));
    const connection = new Database(path, OPEN_READONLY, (opening) => {
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
