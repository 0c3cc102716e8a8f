import { jobLine } from './job-line';

const report = { minutesIn: 1, rowsStored: 60, unchanged: 0, gaps: [], durationMs: 20 };

test('default: one line for all symbols', () => {
  const reports = [
    { ...report, symbol: 'BTC_USDT' },
    { ...report, symbol: 'ETH_USDT' },
  ];
  expect(jobLine('close-minute', reports, 41)).toBe(
    'candles close-minute: BTC_USDT ETH_USDT | 2 minutes in, 120 rows stored, 0 gaps | 41 ms',
  );
});

test('args: gaps, and rows that were there already', () => {
  const reports = [{ ...report, symbol: 'BTC_USDT', minutesIn: 10, unchanged: 540, gaps: [{ from: 0, to: 60_000 }] }];
  expect(jobLine('close-minute', reports, 7)).toBe(
    'candles close-minute: BTC_USDT | 10 minutes in, 60 rows stored (540 as before), 1 gaps | 7 ms',
  );
});
