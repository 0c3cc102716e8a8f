import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The token file is there and holds no usable token. Nothing was started. */
export class ApiTokenError extends Error {
  override readonly name = 'ApiTokenError';
}

/** The bearer token of this server. Refuses to be printed. */
export class ApiToken {
  readonly #digest: Buffer;

  constructor(token: string) {
    this.#digest = digest(token);
  }

  /** Whether an `Authorization` header carries this token; takes the same time for every wrong one. */
  isIn(authorization: string | undefined): boolean {
    const token = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization ?? '')?.[1];
    return token !== undefined && timingSafeEqual(digest(token), this.#digest);
  }
}

/** Digests have one length, so that comparing them tells nothing about the length of the token. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

/**
 * The token kept in an owner-only file, made at first start.
 *
 * @throws {ApiTokenError} when the file is there and empty or too short
 * @throws the file system's error when it cannot be read or made
 */
export function tokenFromFile(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  try {
    const token = randomBytes(32).toString('base64url');
    writeFileSync(path, `${token}\n`, { mode: 0o600, flag: 'wx' });
    return token;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const token = readFileSync(path, 'utf8').trim();
  if (!/^[\x21-\x7e]{16,}$/.test(token)) {
    throw new ApiTokenError(`${path}: found no token of at least 16 printable characters; delete the file to have a new one made`);
  }
  return token;
}
