import { type Lane, MexcError, nameCall, type Proof } from '@prate/mexc-protocol';

/** Where a call ended: before a connection, by its time limit, by its caller, by a lost connection, or by an HTTP status without envelope. */
export type TransportPhase = 'connect' | 'timeout' | 'aborted' | 'reset' | 'http-status';

export interface TransportFailure {
  readonly phase: TransportPhase;
  readonly proves: Proof;
  readonly httpStatus?: number;
  /** The system's word, for example `ECONNREFUSED`. */
  readonly code?: string;
  /** The contract that was asked about, where one was. */
  readonly symbol?: string;
}

const PROOF_IN_WORDS: Readonly<Record<Proof, string>> = {
  'not-sent': 'nothing of it was sent',
  refused: 'the venue did not carry it out',
  nothing: 'it may have been carried out',
};

/**
 * No envelope came back. `proves` says what that means:
 * - `not-sent`: no connection stood, so no byte left (refused, no such host, deadline before the connection)
 * - `refused`: HTTP 429, or the firewall's HTML 403
 * - `nothing`: the request may have left and may have been carried out; ask before doing anything again
 *
 * Not thrown for an envelope that says no: that is `MexcApiError`. Never carries headers, bodies or the transport's own error.
 */
export class TransportError extends MexcError {
  override readonly name = 'TransportError';
  readonly phase: TransportPhase;
  readonly proves: Proof;
  readonly httpStatus?: number;
  readonly code?: string;
  readonly symbol?: string;

  constructor(
    /** Endpoint, for example `create-order`. */
    readonly operation: string,
    { phase, proves, httpStatus, code, symbol }: TransportFailure,
  ) {
    const detail = httpStatus === undefined ? code : `HTTP ${httpStatus}`;
    super(
      `${nameCall(operation, symbol)}: no answer that counts (${detail === undefined ? phase : `${phase}, ${detail}`}): ${PROOF_IN_WORDS[proves]}`,
    );
    this.phase = phase;
    this.proves = proves;
    if (httpStatus !== undefined) this.httpStatus = httpStatus;
    if (code !== undefined) this.code = code;
    if (symbol !== undefined) this.symbol = symbol;
  }
}

/**
 * No place in the request windows before the time was over: too much is asked for, by everybody together. Nothing was sent. An order may be
 * given again as it is; rather ask for less, or for later.
 */
export class WindowFullError extends MexcError {
  override readonly name = 'WindowFullError';
  readonly proves = 'not-sent';
  constructor(
    /** Endpoint, for example `create-order`. */
    readonly operation: string,
    readonly lane: Lane,
    readonly waitedMs: number,
    /** The contract that was asked about, where one was. */
    readonly symbol?: string,
  ) {
    super(
      `${nameCall(operation, symbol)}: found no place in the request windows for ${Math.round(waitedMs)} ms (lane ${lane}), expected one: nothing was sent`,
    );
  }
}

/**
 * The venue's firewall has refused this address a moment ago, so nothing is sent to the host for a while: no read, no order, no cancel. It
 * would not get through, and each try makes the pause of the firewall longer. Nothing was sent. Streams go on.
 */
export class HostPausedError extends MexcError {
  override readonly name = 'HostPausedError';
  readonly proves = 'not-sent';
  constructor(
    /** Endpoint, for example `create-order`. */
    readonly operation: string,
    readonly resumesInMs: number,
    /** The contract that was asked about, where one was. */
    readonly symbol?: string,
  ) {
    super(
      `${nameCall(operation, symbol)}: the host is paused for another ${Math.ceil(resumesInMs)} ms after its firewall refused us: nothing was sent`,
    );
  }
}

/**
 * Another process may send the orders of this account at the moment, or nobody may. Nothing was sent: neither a byte of it, nor, since it was
 * looked at again right before the first byte, anything late. The same order may be given again, here or there.
 */
export class LeaseNotHeldError extends MexcError {
  override readonly name = 'LeaseNotHeldError';
  readonly proves = 'not-sent';
  readonly account: string;
  /** This process, which has not got it. */
  readonly owner: string;
  constructor(
    /** Endpoint, for example `create-order`. */
    readonly operation: string,
    lease: { readonly account: string; readonly owner: string },
    /** The contract that was asked about, where one was. */
    readonly symbol?: string,
  ) {
    super(
      `${nameCall(operation, symbol)}: found the sender lease of account ${lease.account} not held by ${lease.owner}, expected it held at the moment of sending: nothing was sent`,
    );
    this.account = lease.account;
    this.owner = lease.owner;
  }
}

/**
 * Whoever made the call has said, right before its first byte, that it may not leave any more (`lastLook` of its options). Nothing was sent,
 * and nothing is sent late.
 */
export class HeldBackError extends MexcError {
  override readonly name = 'HeldBackError';
  readonly proves = 'not-sent';
  constructor(
    /** Endpoint, for example `create-order`. */
    readonly operation: string,
    /** The contract that was asked about, where one was. */
    readonly symbol?: string,
  ) {
    super(`${nameCall(operation, symbol)}: held back by its caller right before it would have left: nothing was sent`);
  }
}

/** One thing that is wrong with what was handed in. */
export interface Issue {
  readonly parameter: string;
  readonly found: string;
  readonly expected: string;
}

/** Pages that come without end: the venue repeats itself, or has more than was reckoned with. What was given out until then is right. */
export class PagesWithoutEndError extends MexcError {
  override readonly name = 'PagesWithoutEndError';
  readonly proves = 'nothing';
  constructor(
    readonly pageNum: number,
    found: string,
    expected: string,
  ) {
    super(`page ${pageNum}: found ${found}, expected ${expected}`);
  }
}

/** Parameters or options of a call that make no sense; all of them are named. Nothing was sent. */
export class InvalidRequestError extends MexcError {
  override readonly name = 'InvalidRequestError';
  readonly proves = 'not-sent';
  constructor(
    readonly operation: string,
    readonly issues: readonly Issue[],
  ) {
    super(`${operation}: ${inWords(issues)}`);
  }
}

/** A configuration that cannot work; all violations are named. No client was made. */
export class RestConfigInvalidError extends MexcError {
  override readonly name = 'RestConfigInvalidError';
  readonly proves = 'not-sent';
  constructor(readonly issues: readonly Issue[]) {
    super(`MexcFuturesRest: ${inWords(issues)}`);
  }
}

function inWords(issues: readonly Issue[]): string {
  return issues.map(({ parameter, found, expected }) => `${parameter}: found ${found}, expected ${expected}`).join('; ');
}
