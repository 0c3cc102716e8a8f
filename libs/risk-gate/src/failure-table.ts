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

/**
 * | outcome | counts |
 * |---|---|
 * | accepted | as a success, which ends the series |
 * | unknown | as a failure |
 * | rejected: maintenance, auth, permission, unmapped, transient, clock, bad-request, and any kind not known here | as a failure |
 * | rejected: funds, limit, rate, order, position, symbol, trigger, not-found, duplicate | not |
 * | denied: not-sent because the transport failed, or because what an order stands on could not be read | as a failure |
 * | denied otherwise | not: it was our own decision |
 *
 * `all`: whatever is not accepted counts.
 */
export function meaningOf(outcome: CountableOutcome, count: 'failures' | 'all'): FailureMeaning {
  if (outcome.status === 'accepted') return 'success';
  if (count === 'all' || outcome.status === 'unknown') return 'failure';
  if (outcome.rejection !== undefined) return ORDINARY_REFUSALS.has(outcome.rejection.kind) ? 'neither' : 'failure';
  const { denial } = outcome;
  if (denial?.code !== 'not-sent') return 'neither';
  const { reason, what } = denial.context;
  return reason === 'TransportError' || what !== undefined ? 'failure' : 'neither';
}
