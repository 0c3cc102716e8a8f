import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Condition, conditionSchema } from './condition';

/** The state file is there and says nothing that can be understood. Nothing was started; a person has to look. */
export class StateFileError extends Error {
  override readonly name = 'StateFileError';
}

/** What the watchdog is about, kept over restarts in a file for its owner only. */
export class StateFile {
  constructor(readonly path: string) {}

  /**
   * `waiting` where there is no file.
   *
   * @throws {StateFileError} for a file that cannot be understood; the system's error for one that cannot be read
   */
  read(): Condition {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'waiting' };
      throw error;
    }
    const checked = conditionSchema.safeParse(parse(text));
    if (checked.success) return checked.data;
    throw new StateFileError(
      `${this.path}: found what is no state of a watchdog, expected one; it may have fired: look at the account, then remove the file`,
    );
  }

  /** On the disk when this returns: a new file takes the place of the old one whole. @throws the system's error */
  write(condition: Condition): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const next = `${this.path}.next`;
    const file = openSync(next, 'w', 0o600);
    try {
      writeSync(file, `${JSON.stringify(condition, undefined, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    chmodSync(next, 0o600);
    renameSync(next, this.path);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
