import { createHmac } from 'node:crypto';
import { type CredentialField, CredentialsInvalidError, CredentialsMissingError } from './errors';

export interface CredentialsInput {
  /** The access key. */
  readonly apiKey: string;
  /** The secret key; used as UTF-8 text, never decoded. */
  readonly apiSecret: string;
}

const HIDDEN = '[credentials hidden]';
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * Access key and secret of one MEXC account. They refuse to be printed: `toString`, `toJSON`, template text and `util.inspect` give
 * `[credentials hidden]`, and the secret never leaves the object at all: texts are brought to it to be signed.
 */
export class Credentials {
  readonly #apiKey: string;
  readonly #apiSecret: string;

  /**
   * @throws {CredentialsMissingError} when one is absent, empty or blank
   * @throws {CredentialsInvalidError} when one holds a character that cannot belong to it, such as a line break copied along
   */
  constructor(input: CredentialsInput) {
    const given: Readonly<Record<CredentialField, unknown>> = { apiKey: input?.apiKey, apiSecret: input?.apiSecret };
    const fields = Object.keys(given) as CredentialField[];
    const missing = fields.filter((field) => isMissing(given[field]));
    if (missing.length > 0) throw new CredentialsMissingError(missing);
    for (const field of fields) requirePrintable(field, given[field]);
    this.#apiKey = input.apiKey;
    this.#apiSecret = input.apiSecret;
  }

  /** The access key, for the header of a signed request. A method, because printers may run getters. */
  revealApiKey(): string {
    return this.#apiKey;
  }

  /**
   * Lower-case hex HMAC-SHA256 of a text, 64 characters (reference 2.2).
   *
   * @param text what is signed, as UTF-8
   */
  sign(text: string): string {
    return createHmac('sha256', this.#apiSecret).update(text, 'utf8').digest('hex');
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.toPrimitive](): string {
    return HIDDEN;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN;
  }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function requirePrintable(field: CredentialField, value: unknown): void {
  if (typeof value !== 'string') throw new CredentialsInvalidError(field, `a ${typeof value}`);
  if (/\s/.test(value)) throw new CredentialsInvalidError(field, 'white space');
  if (!PRINTABLE_ASCII.test(value)) throw new CredentialsInvalidError(field, 'a character outside printable ASCII');
}
