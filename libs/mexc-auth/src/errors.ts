import { MexcError } from '@prate/mexc-protocol';

/** One of the two texts that make a set of credentials. */
export type CredentialField = 'apiKey' | 'apiSecret';

/**
 * A key, a secret or both were not given, or are empty or blank. Thrown before anything is signed: nothing was sent.
 * Give both; they are made on the API page of the MEXC account.
 */
export class CredentialsMissingError extends MexcError {
  override readonly name = 'CredentialsMissingError';
  readonly proves = 'not-sent';
  constructor(readonly missing: readonly CredentialField[]) {
    super(`credentials: found no ${missing.join(' and no ')}, expected both apiKey and apiSecret`);
  }
}

/**
 * A key or a secret cannot be one, for example because a line break was copied along. Thrown before anything is signed: nothing was sent.
 * The message never holds the text itself.
 */
export class CredentialsInvalidError extends MexcError {
  override readonly name = 'CredentialsInvalidError';
  readonly proves = 'not-sent';
  constructor(
    readonly field: CredentialField,
    /** What is wrong, without the text. */
    readonly found: string,
  ) {
    super(`credentials: found ${found} in ${field}, expected text of printable ASCII characters without spaces`);
  }
}

/** A query parameter that cannot be signed and sent as one and the same text. Nothing was sent. */
export class QueryValueError extends MexcError {
  override readonly name = 'QueryValueError';
  readonly proves = 'not-sent';
  constructor(
    readonly parameter: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(`query ${parameter}: found ${found}, expected ${expected}`);
  }
}
