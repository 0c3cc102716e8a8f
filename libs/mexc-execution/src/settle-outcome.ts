import type { Denial, Rejection, UnknownReason } from '@prate/execution-interface';
import { MexcApiError, MexcError } from '@prate/mexc-protocol';
import { LeaseNotHeldError, TransportError, WindowFullError } from '@prate/mexc-rest';

/** What a command that did not succeed came to. */
export type SettledFailure =
  | { readonly status: 'denied'; readonly denial: Denial }
  | { readonly status: 'rejected'; readonly rejection: Rejection }
  | { readonly status: 'unknown'; readonly unknown: UnknownReason };

/**
 * The one place where an error of a command becomes an outcome. What the error *proves* decides, never its wording:
 *
 * | proves | outcome |
 * |---|---|
 * | `not-sent` | `denied` with `not-sent`; `window-full` where it found no place in the request windows in time; `lease-not-held` |
 * | `refused` | `rejected`; `retrySafe` where the row of the code says wait or re-read the clock |
 * | `nothing`, and every error we do not know | `unknown` |
 */
export function settleFailure(error: unknown): SettledFailure {
  if (error instanceof LeaseNotHeldError) return { status: 'denied', denial: leaseNotHeld(error) };
  if (error instanceof MexcError && error.proves === 'not-sent') {
    const code = error instanceof WindowFullError ? 'window-full' : 'not-sent';
    return { status: 'denied', denial: { code, message: error.message, context: { reason: error.name } } };
  }
  if (error instanceof MexcApiError && error.proves === 'refused') return { status: 'rejected', rejection: rejectionOf(error) };
  if (error instanceof TransportError && error.proves === 'refused') {
    // HTTP 429 and the firewall's page: too much of anything, and neither reached the engine.
    const code = `http-${error.httpStatus ?? 'status'}`;
    return { status: 'rejected', rejection: { code, kind: 'rate', message: error.message, retrySafe: true } };
  }
  return { status: 'unknown', unknown: unknownReasonOf(error) };
}

/** Another process sends for this account, or nobody may: nothing is wrong with the command. */
export function leaseNotHeld({ account, owner, message, name }: LeaseNotHeldError): Denial {
  return { code: 'lease-not-held', message, context: { account, owner, reason: name } };
}

export function rejectionOf({ code, kind, message, advice }: MexcApiError): Rejection {
  return { code: String(code), kind, message, retrySafe: advice === 'wait-and-repeat' || advice === 'resync-clock' };
}

function unknownReasonOf(error: unknown): UnknownReason {
  if (error instanceof TransportError) return { code: UNKNOWN_CODE_OF_PHASE[error.phase], message: error.message };
  if (error instanceof MexcApiError) return { code: 'venue-error', message: error.message };
  if (error instanceof MexcError) return { code: 'unreadable-answer', message: error.message };
  // Not an error of the wire: a fault of ours while a command was under way. Whether it had left is anybody's guess.
  return { code: 'unreadable-answer', message: `unexpected ${error instanceof Error ? `${error.name}: ${error.message}` : typeof error}` };
}

const UNKNOWN_CODE_OF_PHASE: Readonly<Record<TransportError['phase'], UnknownReason['code']>> = {
  connect: 'connection-lost',
  reset: 'connection-lost',
  timeout: 'timeout',
  aborted: 'timeout',
  'http-status': 'http-status',
};
