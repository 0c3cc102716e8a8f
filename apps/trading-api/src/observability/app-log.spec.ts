import { ManualClock } from '@prate/execution-interface/testing';
import { AppLog } from './app-log';

class ForeseenError extends Error {
  override readonly name = 'ForeseenError';
}

const lines: string[] = [];
const log = new AppLog(
  { out: (line) => lines.push(`out ${line}`), error: (line) => lines.push(`error ${line}`) },
  new ManualClock(Date.UTC(2026, 0, 15, 12)),
);
beforeEach(() => void (lines.length = 0));

test('default: one line an event, the time in front', () => {
  log.info('candles backfill: done');
  expect(lines).toEqual(['out 2026-01-15T12:00:00.000Z candles backfill: done']);
});

test('behavior: foreseen errors are one line, others show where they came from', () => {
  log.failure('candles', new ForeseenError('the exchange is away'));
  log.failure('candles', new Error('surprise'));
  expect(lines[0]).toBe('error 2026-01-15T12:00:00.000Z error candles: the exchange is away');
  expect(lines[1]).toMatch(/error candles: Error: surprise\n +at /);
});

test('behavior: a caller cannot begin a line of its own', () => {
  log.info('orders: BTC\n2026-01-15T12:00:00.000Z orders: forged\u001b[2J');
  log.failure('http: GET /x\r\ny', 'found "a\nb"');
  expect(lines).toEqual([
    'out 2026-01-15T12:00:00.000Z orders: BTC 2026-01-15T12:00:00.000Z orders: forged [2J',
    'error 2026-01-15T12:00:00.000Z error http: GET /x y: found "a b"',
  ]);
});

test('behavior: of the framework, warnings and errors are kept', () => {
  log.log();
  log.warn('deprecated');
  log.error('failed', 'Error: failed\n    at somewhere', 'Scheduler');
  expect(lines.map((line) => line.replace(/^\S+ \S+ /, ''))).toEqual(['warning deprecated', 'error nest: Error: failed\n    at somewhere']);
});
