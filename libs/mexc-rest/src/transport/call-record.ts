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
  /** Where an answer came. */
  readonly httpStatus?: number;
  /** The venue's code, with `api-error`. */
  readonly code?: number;
}

/** The part of a record that an error decides. */
export function outcomeOfError(error: unknown): Pick<CallRecord, 'outcome' | 'code'> {
  if (error instanceof MexcApiError) return { outcome: 'api-error', code: error.code };
  if (error instanceof UnreadableResponseError) return { outcome: 'unreadable' };
  if (error instanceof MexcError && error.proves === 'not-sent') return { outcome: 'not-sent' };
  return { outcome: 'transport-error' };
}

/**
 * Hands a record to the hook. A hook that throws must not turn an accepted order into an exception: its error becomes a warning of the
 * process.
 */
export function tellCall(onCall: ((record: CallRecord) => void) | undefined, record: CallRecord): void {
  try {
    onCall?.(record);
  } catch (error) {
    process.emitWarning(
      `onCall threw after ${record.endpoint}: ${error instanceof Error ? error.message : String(error)}`,
      'MexcRestWarning',
    );
  }
}
