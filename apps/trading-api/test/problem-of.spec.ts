import { BadRequestException, NotFoundException } from '@nestjs/common';
import { CandleInputError, CandleStoreError } from '@prate/candle-aggregator';
import { AmbiguousPositionError, ExecutionError, NotConnectedError, UnknownSymbolError } from '@prate/execution-interface';
import { MexcApiError, UnreadableResponseError } from '@prate/mexc-protocol';
import { InvalidRequestError, TransportError } from '@prate/mexc-rest';
import { problemOf } from '../src/problems/problem-of';
import { ProblemError } from '../src/problems/problem.error';

const candleIssue = { found: 'x', expected: 'y' };

test.each([
  [new UnknownSymbolError('NOPE_USDT'), 404, 'symbol-unknown'],
  [new MexcApiError('list-open-positions', 1001, ''), 404, 'symbol-unknown'],
  [new AmbiguousPositionError('BTC_USDT', []), 409, 'position-ambiguous'],
  [new NotConnectedError('getBalances'), 503, 'not-ready'],
  [new CandleStoreError('closed', 'closed'), 503, 'not-ready'],
  [new CandleStoreError('io', '/secret/path'), 500, 'request-failed'],
  [new CandleInputError('get', [{ code: 'range', ...candleIssue }]), 400, 'input-invalid'],
  [new CandleInputError('get', [{ code: 'range-too-large', ...candleIssue }]), 400, 'range-too-large'],
  [new TransportError('get-assets', { phase: 'timeout', proves: 'nothing' }), 504, 'venue-timeout'],
  [new TransportError('get-assets', { phase: 'connect', proves: 'not-sent', code: 'ECONNREFUSED' }), 502, 'venue-failed'],
  [new TransportError('get-assets', { phase: 'http-status', proves: 'refused', httpStatus: 429 }), 502, 'venue-failed'],
  [new MexcApiError('get-assets', 801, ''), 502, 'venue-failed'],
  [new MexcApiError('get-assets', 401, ''), 502, 'venue-failed'],
  [new UnreadableResponseError('get-assets', 200, 'no JSON'), 502, 'venue-failed'],
  [new ExecutionError('rows that were not asked for'), 502, 'venue-failed'],
  [new InvalidRequestError('get-order', []), 400, 'input-invalid'],
  [new NotFoundException('Cannot GET /x'), 404, 'route-unknown'],
  [new BadRequestException("Failed to decode param '%'"), 400, 'request-malformed'],
  [new Error('secret inside'), 500, 'request-failed'],
  ['thrown text', 500, 'request-failed'],
  [undefined, 500, 'request-failed'],
])('default: %s', (error, httpStatus, code) => {
  expect(problemOf(error)).toMatchObject({ httpStatus, code });
  expect(problemOf(error).detail).not.toMatch(/secret/);
});

test('default: a problem stays what it is', () => {
  const problem = new ProblemError('order-unknown', 'none');
  expect(problemOf(problem)).toBe(problem);
});
