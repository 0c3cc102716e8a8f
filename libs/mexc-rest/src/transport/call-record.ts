import { type EndpointName, MexcApiError, MexcError, UnreadableResponseError } from '@prate/mexc-protocol';

/** What became of one call; without keys, parameters and answers. */
export interface CallRecord {
  readonly endpoint: EndpointName;
  /**
   * `api-error`: the envelope says no. `unreadable`: it answered and cannot be read. `not-sent`: no byte left. `transport-error`: anything
   * else that is no answer.
   */
  readonly outcome: 'ok' | 'api-error' | 'transport-error' | 'unreadable' | 'not-sent';
  /** Milliseconds from the call to its end. */
  readonly durationMs: number;
  /** Of these, spent waiting for a place in the request windows; where it had to wait. */
  readonly waitedMs?: number;
  /** Requests made, where a read was repeated. */
  readonly attempts?: number;
  /** Of the last answer. */
  readonly httpStatus?: number;
  /** The venue's code, with `api-error`. */
  readonly code?: number;
  /** Of the sender lease under which it left, where it needed one. */
  readonly fencingToken?: number;
}

/** What a call has come to so far. */
export interface CallTally {
  attempts: number;
  waitedMs: number;
  httpStatus?: number;
  fencingToken?: number | undefined;
}

/** @param error of a call that failed */
export function callRecord(
  endpoint: EndpointName,
  { attempts, waitedMs, httpStatus, fencingToken }: CallTally,
  durationMs: number,
  error?: unknown,
): CallRecord {
  return {
    endpoint,
    ...(error === undefined ? { outcome: 'ok' } : outcomeOfError(error)),
    durationMs,
    // Below a millisecond it waited for nobody.
    ...(waitedMs >= 1 && { waitedMs }),
    ...(attempts > 1 && { attempts }),
    ...(httpStatus !== undefined && { httpStatus }),
    ...(fencingToken !== undefined && { fencingToken }),
  };
}

function outcomeOfError(error: unknown): Pick<CallRecord, 'outcome' | 'code'> {
  if (error instanceof MexcApiError) return { outcome: 'api-error', code: error.code };
  if (error instanceof UnreadableResponseError) return { outcome: 'unreadable' };
  if (error instanceof MexcError && error.proves === 'not-sent') return { outcome: 'not-sent' };
  return { outcome: 'transport-error' };
}
