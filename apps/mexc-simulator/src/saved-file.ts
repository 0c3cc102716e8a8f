import type { SavedSimulator } from '@prate/mexc-simulator';
import { readFile } from 'node:fs/promises';

/** A file that holds no saved exchange. The message names the file. */
export class SavedFileError extends Error {
  override readonly name = 'SavedFileError';
}

/** Reads what `GET /snapshot` of a control door told; whether it is one says the simulator. @throws {SavedFileError} */
export async function readSavedFile(path: string): Promise<SavedSimulator> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as SavedSimulator;
  } catch (error) {
    throw new SavedFileError(`${path}: cannot be read as JSON (${(error as Error).message})`);
  }
}
