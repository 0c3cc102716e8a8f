import type { FailedCall } from './failed-call';

/** As much of every outcome as is looked at. */
export interface CountableOutcome {
  readonly status: string;
  readonly denial?: { readonly code: string; readonly context: Readonly<Record<string, unknown>> };
  readonly rejection?: { readonly kind: string };
}

/** What an outcome says of the way to the venue. */
export type FailureMeaning = 'success' | 'failure' | 'neither';

/** Refusals that say something of the order or the account, not of the way. Every kind that is not here counts. */
const ORDINARY_REFUSALS: ReadonlySet<string> = new Set([
  'funds',
  'limit',
  'rate',
  'order',
  'position',
  'symbol',
  'trigger',
  'not-found',
  'duplicate',
]);

/** Errors that say nothing of the way to the venue: too much asked for, not ours to send, our own disk, a contract that is not listed. */
const OWN_ERRORS: ReadonlySet<string> = new Set([
  'WindowFullError',
  'LeaseNotHeldError',
  'HeldBackError',
  'InvalidRequestError',
  'QueryValueError',
  'JournalError',
  'UnknownSymbolError',
  'aborted',
]);

/**
 * | outcome | counts |
 * |---|---|
 * | accepted | as a success, which ends the series |
 * | unknown | as a failure |
 * | rejected: maintenance, auth, permission, unmapped, transient, clock, bad-request, and any kind not known here | as a failure |
 * | rejected: funds, limit, rate, order, position, symbol, trigger, not-found, duplicate | not |
 * | denied: because a call failed that it stands on (`failedCall`: positions, balances, a price, a change of leverage …), by the same kinds | as a failure |
 * | denied: not-sent because the transport failed or the host is paused, or because what an order stands on could not be read | as a failure |
 * | denied otherwise | not: it was our own decision; a reading that is merely old is none that failed |
 *
 * `all`: whatever is not accepted counts.
 */
export function meaningOf(outcome: CountableOutcome, count: 'failures' | 'all'): FailureMeaning {
  if (outcome.status === 'accepted') return 'success';
  if (count === 'all' || outcome.status === 'unknown') return 'failure';
  if (outcome.rejection !== undefined) return ORDINARY_REFUSALS.has(outcome.rejection.kind) ? 'neither' : 'failure';
  const { denial } = outcome;
  if (denial === undefined) return 'neither';
  const { reason, what, failedCall } = denial.context as { reason?: unknown; what?: unknown; failedCall?: FailedCall };
  if (failedCall !== undefined) return isOfTheWay(failedCall) ? 'failure' : 'neither';
  if (denial.code !== 'not-sent') return 'neither';
  return what !== undefined || (typeof reason === 'string' && isOfTheWay({ error: reason })) ? 'failure' : 'neither';
}

function isOfTheWay({ error, kind }: FailedCall): boolean {
  return kind === undefined ? !OWN_ERRORS.has(error) : !ORDINARY_REFUSALS.has(kind);
}
