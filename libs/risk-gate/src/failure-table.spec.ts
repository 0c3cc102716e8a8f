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
  ['not sent: the host is paused', denied('not-sent', { reason: 'HostPausedError' }), 'failure'],
  ['not sent: keys that cannot be used', denied('not-sent', { reason: 'CredentialsInvalidError' }), 'failure'],
  ['not sent: the rest was called off', denied('not-sent', { reason: 'aborted' }), 'neither'],
  ...['account-stale', 'mark-unavailable', 'not-healthy', 'leverage-differs', 'not-sent'].flatMap(
    (code): [string, CountableOutcome, string][] => [
      [`${code}: a call failed on its way`, denied(code, { failedCall: { error: 'TransportError' } }), 'failure'],
      [
        `${code}: a call was refused for maintenance`,
        denied(code, { failedCall: { error: 'MexcApiError', kind: 'maintenance' } }),
        'failure',
      ],
      [
        `${code}: a call was refused for the account's limits`,
        denied(code, { failedCall: { error: 'MexcApiError', kind: 'limit' } }),
        'neither',
      ],
      [`${code}: a contract is not listed`, denied(code, { failedCall: { error: 'UnknownSymbolError' } }), 'neither'],
    ],
  ),
  ...['account-stale', 'mark-unavailable', 'not-healthy', 'leverage-differs'].map((code): [string, CountableOutcome, string] => [
    `${code}: no call failed`,
    denied(code, { problem: 'found one of 12000 ms ago' }),
    'neither',
  ]),
  ['not sent: what it stands on could not be read', denied('not-sent', { what: 'positions' }), 'failure'],
  ['not sent: this process does not hold the right to send', denied('lease-not-held', { reason: 'LeaseNotHeldError' }), 'neither'],
  ...['max-order-notional', 'window-full', 'journal-unavailable', 'trading-halted', 'intent-unknown'].map(
    (code): [string, CountableOutcome, string] => [`denied: ${code}`, denied(code), 'neither'],
  ),
])('behavior: %s', (_, outcome, meaning) => {
  expect(meaningOf(outcome, 'failures')).toBe(meaning);
  expect(meaningOf(outcome, 'all')).toBe(outcome.status === 'accepted' ? 'success' : 'failure');
});
