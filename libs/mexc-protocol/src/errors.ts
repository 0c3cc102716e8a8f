import { lookUpErrorCode } from './error-codes';
import type { ErrorAdvice, ErrorKind, Proof } from './error-kinds';

/** Root of everything that goes wrong between us and MEXC. Never holds a secret, a signature or a header. */
export abstract class MexcError extends Error {
  override readonly name: string = 'MexcError';
  abstract readonly proves: Proof;
}

/** A call in words: `create-order BTC_USDT`. */
export function nameCall(operation: string, symbol: string | undefined): string {
  return symbol === undefined ? operation : `${operation} ${symbol}`;
}

/** The venue answered with `success` other than true. Kind, proof and advice come from the code's row, never from the message text. */
export class MexcApiError extends MexcError {
  override readonly name = 'MexcApiError';
  readonly kind: ErrorKind;
  readonly proves: Proof;
  readonly advice: ErrorAdvice;

  constructor(
    /** Endpoint, for example `create-order`. */
    readonly operation: string,
    readonly code: number,
    /** The venue's words: for people, in whatever language it chose. */
    readonly venueMessage: string,
    /** The contract that was asked about, where one was. */
    readonly symbol?: string,
  ) {
    const row = lookUpErrorCode(code, venueMessage);
    super(
      `${nameCall(operation, symbol)}: MEXC answered code ${code} (${row.kind}: ${row.meaning})${venueMessage === '' ? '' : `, saying "${venueMessage}"`}`,
    );
    this.kind = row.kind;
    this.proves = row.proves;
    this.advice = row.advice;
  }
}

/** An answer came and cannot be read: no JSON, no envelope, or a shape that the schema refuses. */
export class UnreadableResponseError extends MexcError {
  override readonly name = 'UnreadableResponseError';
  readonly proves = 'nothing';
  constructor(
    readonly operation: string,
    readonly httpStatus: number,
    problem: string,
    /** The contract that was asked about, where one was. */
    readonly symbol?: string,
  ) {
    super(`${nameCall(operation, symbol)}: the answer (HTTP ${httpStatus}) cannot be read: ${problem}`);
  }
}

/** A code of an enumeration that is in no table. Never guessed, never passed through. */
export class UnknownCodeError extends MexcError {
  override readonly name = 'UnknownCodeError';
  readonly proves = 'nothing';
  constructor(
    readonly enumeration: string,
    readonly found: unknown,
    expected: readonly (number | string)[],
  ) {
    super(`${enumeration}: found ${JSON.stringify(found)}, expected one of ${expected.join(', ')}`);
  }
}

/** Text that is no JSON, where JSON was expected. */
export class InvalidJsonError extends MexcError {
  override readonly name = 'InvalidJsonError';
  readonly proves = 'nothing';
}
