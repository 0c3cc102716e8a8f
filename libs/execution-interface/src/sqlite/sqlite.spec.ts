import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from 'sqlite3';
import { FileLock, SqliteFileError, type SqliteFilePurpose, inspectFile, prepareFile, toSqliteFileError } from './index';

const PURPOSE: SqliteFilePurpose = { holder: 'Shelf', contents: 'a shelf', metaTable: 'shelf_meta', ifDamaged: 'restore it' };

let folder: string;
let count = 0;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sqlite-files-')));
});

afterAll(() => rm(folder, { recursive: true }));

function newPath(): string {
  count += 1;
  return join(folder, `${count}.db`);
}

async function made(...statements: readonly string[]): Promise<string> {
  const path = newPath();
  await new Promise<void>((resolve, reject) => {
    const connection = new Database(path);
    connection.exec(statements.join(';'), (error) => connection.close(() => (error === null ? resolve() : reject(error))));
  });
  return path;
}

const META = 'CREATE TABLE shelf_meta (key varchar, value varchar)';

describe('inspectFile', () => {
  it('default: what the meta table says, and nothing of the file is changed', async () => {
    const path = await made(META, `INSERT INTO shelf_meta VALUES ('mode', 'live'), ('schema_version', '1')`);
    const before = await readFile(path);
    expect([...((await inspectFile(path, PURPOSE)) ?? [])]).toEqual([
      ['mode', 'live'],
      ['schema_version', '1'],
    ]);
    expect(before.equals(await readFile(path))).toBe(true);
  });

  it.each([
    ['no file', async () => newPath()],
    ['an empty one', () => made('VACUUM')],
    ['one whose process was killed after the list of migrations', () => made('CREATE TABLE schema_migration (id integer)')],
    ['one whose process was killed before it had said what it is', () => made('CREATE TABLE schema_migration (id integer)', META)],
  ])('args: new is %s', async (_, make) => {
    expect(await inspectFile(await make(), PURPOSE)).toBeUndefined();
  });

  it('behavior: a file whose process was killed in the middle of a write that is not in a log yet is taken back to before it', async () => {
    const path = await made(META, `INSERT INTO shelf_meta VALUES ('mode', 'live')`);
    const killed = newPath();
    await new Promise<void>((resolve, reject) => {
      const connection = new Database(path);
      // More than the cache holds, so that part of the write is in the file before its end.
      const write = `PRAGMA cache_size = 10; BEGIN; CREATE TABLE other (id integer, text varchar);
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO other SELECT i, hex(randomblob(100)) FROM n`;
      connection.exec(write, (error) => {
        if (error !== null) return reject(error);
        const copies = [copyFile(path, killed), copyFile(`${path}-journal`, `${killed}-journal`)];
        void Promise.all(copies).then(() => connection.close(() => resolve()), reject);
      });
    });
    expect((await stat(`${killed}-journal`)).size).toBeGreaterThan(512);
    expect([...((await inspectFile(killed, PURPOSE)) ?? [])]).toEqual([['mode', 'live']]);
  });

  it.each([
    ['of another program', () => made('CREATE TABLE other (id integer)'), 'another program (tables other), expected a shelf'],
    ['that is text', () => written('no database at all '.repeat(50)), 'do not begin like an SQLite file'],
    ['that was cut off', cutOff, /found \d+ bytes of \d+, expected a whole SQLite database; restore it/],
  ])('error: corrupt for a file %s', async (_, make, words) => {
    const inspecting = inspectFile(await make(), PURPOSE);
    await expect(inspecting).rejects.toMatchObject({ name: 'SqliteFileError', code: 'corrupt' });
    await expect(inspecting).rejects.toThrow(words);
  });
});

describe('prepareFile', () => {
  it('default: makes the folders, and tells where a link leads', async () => {
    const path = join(folder, 'a', 'b', 'c.db');
    expect(await prepareFile(path)).toBe(path);
    await writeFile(path, '');
    const link = newPath();
    await symlink(path, link);
    expect(await prepareFile(link)).toBe(path);
  });

  it('error: not-writable for a folder', async () => {
    const path = newPath();
    await mkdir(path);
    await expect(prepareFile(path)).rejects.toMatchObject({ code: 'not-writable', message: expect.stringContaining('found a folder') });
  });
});

describe('FileLock', () => {
  it('default: one at a time, and the next one when it was released', async () => {
    const path = newPath();
    const lock = await FileLock.acquire(path, PURPOSE);
    await expect(FileLock.acquire(path, PURPOSE)).rejects.toMatchObject({
      code: 'in-use',
      message: expect.stringContaining('another Shelf of this one'),
    });
    await lock.release();
    await (await FileLock.acquire(path, PURPOSE)).release();
  });
});

describe('toSqliteFileError', () => {
  it.each([
    ['SQLITE_FULL: database or disk is full', 'full'],
    ['ENOSPC: no space left on device', 'full'],
    ['SQLITE_CORRUPT: database disk image is malformed', 'corrupt'],
    ['SQLITE_READONLY: attempt to write a readonly database', 'not-writable'],
    ['SQLITE_BUSY: database is locked', 'in-use'],
    ['SQLITE_IOERR: disk I/O error', 'io'],
    ['', 'io'],
  ])('args: %s is %s', (text, code) => {
    const error = toSqliteFileError(new Error(text), 'write', '/shelf.db', PURPOSE);
    expect(error).toBeInstanceOf(SqliteFileError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(`write of /shelf.db: found ${text}`) });
    expect(toSqliteFileError(error, 'again', '/other.db', PURPOSE)).toBe(error);
  });
});

async function written(text: string): Promise<string> {
  const path = newPath();
  await writeFile(path, text);
  return path;
}

async function cutOff(): Promise<string> {
  const path = await made(META, 'CREATE TABLE book (title varchar)', `INSERT INTO book VALUES (hex(zeroblob(20000)))`);
  const bytes = await readFile(path);
  await writeFile(path, bytes.subarray(0, bytes.length / 2));
  return path;
}
