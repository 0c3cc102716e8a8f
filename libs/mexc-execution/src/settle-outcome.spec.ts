import { InvalidJsonError, MexcApiError, UnknownCodeError, UnreadableResponseError, errorCodes } from '@prate/mexc-protocol';
import { HostPausedError, InvalidRequestError, TransportError, WindowFullError } from '@prate/mexc-rest';
import { settleFailure } from './settle-outcome';

const api = (code: number, words = '') => new MexcApiError('create-order', code, words);

test.each([
  [510, 'rate'],
  [429, 'rate'],
  [2037, 'rate'],
  [513, 'clock'],
  [604, 'maintenance'],
  [801, 'maintenance'],
])('behavior: code %d is refused, and the same command may succeed later', (code, kind) => {
  expect(settleFailure(api(code))).toMatchObject({ status: 'rejected', rejection: { code: String(code), kind, retrySafe: true } });
});

test.each([2005, 2008, 2011, 2015, 602, 401, 406, 704, 1002, 7004])('behavior: code %d is refused for good', (code) => {
  expect(settleFailure(api(code))).toMatchObject({ status: 'rejected', rejection: { code: String(code), retrySafe: false } });
});

test.each([500, 501, 503, 504, 9999, 603, 2040, 2041, 123_456])('behavior: code %d proves nothing', (code) => {
  expect(settleFailure(api(code))).toMatchObject({ status: 'unknown', unknown: { code: 'venue-error' } });
});

test('behavior: code 500 that says maintenance is a refusal', () => {
  expect(settleFailure(api(500, 'Under maintenance'))).toMatchObject({
    status: 'rejected',
    rejection: { kind: 'maintenance', retrySafe: true },
  });
});

test('behavior: every row of the code table leads where its proof says, whatever the message', () => {
  for (const { code, proves } of errorCodes) {
    expect([code, settleFailure(api(code, '系统繁忙')).status]).toEqual([code, proves === 'refused' ? 'rejected' : 'unknown']);
  }
});

test.each([
  ['connect', 'not-sent', 'denied', 'not-sent'],
  ['timeout', 'not-sent', 'denied', 'not-sent'],
  ['timeout', 'nothing', 'unknown', 'timeout'],
  ['aborted', 'nothing', 'unknown', 'timeout'],
  ['reset', 'nothing', 'unknown', 'connection-lost'],
  ['http-status', 'nothing', 'unknown', 'http-status'],
] as const)('behavior: transport %s that proves %s is %s', (phase, proves, status, code) => {
  const settled = settleFailure(new TransportError('create-order', { phase, proves }));
  expect(settled.status).toBe(status);
  expect(Object.values(settled)[1]).toMatchObject({ code });
});

test.each([429, 403])('behavior: HTTP %d without an envelope never reached the engine', (httpStatus) => {
  expect(settleFailure(new TransportError('create-order', { phase: 'http-status', proves: 'refused', httpStatus }))).toMatchObject({
    status: 'rejected',
    rejection: { code: `http-${httpStatus}`, kind: 'rate', retrySafe: true },
  });
});

test('behavior: a request that was never made is denied', () => {
  const issues = [{ parameter: 'vol', found: '"x"', expected: 'a decimal' }];
  expect(settleFailure(new InvalidRequestError('create-order', issues))).toMatchObject({ status: 'denied', denial: { code: 'not-sent' } });
});

test.each([
  [new UnreadableResponseError('create-order', 200, 'no JSON')],
  [new UnknownCodeError('side', 7, [1, 2, 3, 4])],
  [new InvalidJsonError('no JSON')],
  [new TypeError('a fault of ours')],
  ['not even an error'],
])('behavior: %p is unknown, never "failed"', (error) => {
  expect(settleFailure(error)).toMatchObject({ status: 'unknown', unknown: { code: 'unreadable-answer' } });
});

test('behavior: no place in the request windows, and a host left alone, are denials of ours', () => {
  expect(settleFailure(new WindowFullError('create-order', 'order', 5_000))).toMatchObject({
    status: 'denied',
    denial: { code: 'window-full', context: { reason: 'WindowFullError' } },
  });
  expect(settleFailure(new HostPausedError('create-order', 90_000))).toMatchObject({ status: 'denied', denial: { code: 'not-sent' } });
});
