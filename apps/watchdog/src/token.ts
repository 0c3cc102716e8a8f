import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The token file is there and cannot be used. Nothing was started. */
export class TokenFileError extends Error {
  override readonly name = 'TokenFileError';
}

/** What a host shows to be let in. Refuses to be printed. */
export class Token {
  readonly #digest: Buffer;

  constructor(text: string) {
    this.#digest = digest(text);
  }

  /** Whether an `Authorization` header carries it; takes the same time for every wrong one. */
  isIn(authorization: string | undefined): boolean {
    const text = /^Bearer +([\x21-\x7e]{1,256})$/i.exec(authorization ?? '')?.[1];
    return text !== undefined && timingSafeEqual(digest(text), this.#digest);
  }
}

/** Digests have one length, so that comparing them tells nothing about the length of the token. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'latin1').digest();
}

/**
 * The token of an owner-only file, made at the first start.
 *
 * @throws {TokenFileError} for a file that others may read, or that holds no token
 * @throws the system's error when it cannot be read or made
 */
export function tokenFromFile(path: string): Token {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const made = randomBytes(32).toString('base64url');
    writeFileSync(path, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return new Token(made);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const mode = statSync(path).mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new TokenFileError(`${path}: found mode ${mode.toString(8)}, expected 600: others may read it; remove it to have a new one made`);
  }
  const text = readFileSync(path, 'utf8').trim();
  if (/^[\x21-\x7e]{16,256}$/.test(text)) return new Token(text);
  throw new TokenFileError(`${path}: found no token of 16 to 256 printable characters; remove the file to have a new one made`);
}
