import { type CountableOutcome, meaningOf } from './failure-table';

const rejected = (kind: string): CountableOutcome => ({ status: 'rejected', rejection: { kind } });
const denied = (code: string, context: Record<string, unknown> = {}): CountableOutcome => ({ status: 'denied', denial: { code, context } });

test.each<[string, CountableOutcome, string]>([
  ['accepted', { status: 'accepted' }, 'success'],
  ['unknown', { status: 'unknown' }, 'failure'],
  ...['maintenance', 'auth', 'permission', 'unmapped', 'transient', 'clock', 'bad-request', 'a kind of tomorrow'].map(
    (kind): [string, CountableOutcome, string] => [`rejected: ${kind}`, rejected(kind), 'failure'],
  ),
  ...['funds', 'limit', 'rate', 'order', 'position', 'symbol', 'trigger', 'not-found', 'duplicate'].map(
    (kind): [string, CountableOutcome, string] => [`rejected: ${kind}`, rejected(kind), 'neither'],
  ),
  ['not sent: the transport failed', denied('not-sent', { reason: 'TransportError' }), 'failure'],
  ['not sent: what it stands on could not be read', denied('not-sent', { what: 'positions' }), 'failure'],
  ['not sent: this process does not hold the right to send', denied('lease-not-held', { reason: 'LeaseNotHeldError' }), 'neither'],
  ...['max-order-notional', 'window-full', 'journal-unavailable', 'trading-halted', 'intent-unknown'].map(
    (code): [string, CountableOutcome, string] => [`denied: ${code}`, denied(code), 'neither'],
  ),
])('behavior: %s', (_, outcome, meaning) => {
  expect(meaningOf(outcome, 'failures')).toBe(meaning);
  expect(meaningOf(outcome, 'all')).toBe(outcome.status === 'accepted' ? 'success' : 'failure');
});
