import { constants } from 'node:fs';
import { access, mkdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { SqliteFileError, reasonOf } from './sqlite-file-error';

/**
 * Where the file really lies, with its folders made.
 *
 * @throws {SqliteFileError} `not-writable`
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
      throw new SqliteFileError('not-writable', `open ${wanted}: found ${what}, expected a database file or nothing; name a file`);
    }
    await access(wanted, constants.W_OK);
    return await realpath(wanted);
  } catch (error) {
    if (error instanceof SqliteFileError) throw error;
    throw new SqliteFileError(
      'not-writable',
      `open ${wanted}: found ${reasonOf(error)}, expected a file in a folder that can be written; check the path and its permissions`,
      { cause: error },
    );
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
