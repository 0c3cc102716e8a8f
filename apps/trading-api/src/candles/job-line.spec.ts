import { jobLine } from './job-line';

const counts = { minutesIn: 1, rowsStored: 60, unchanged: 0, gaps: 0, skipped: [] };

test('default: one line for all symbols', () => {
  expect(jobLine(['BTC_USDT', 'ETH_USDT'].map((symbol) => ({ ...counts, symbol })))).toBe(
    'BTC_USDT ETH_USDT | 2 minutes in, 120 rows stored, 0 gaps',
  );
});

test('args: gaps, and rows that were there already', () => {
  expect(jobLine([{ ...counts, symbol: 'BTC_USDT', minutesIn: 10, unchanged: 540, gaps: 1 }])).toBe(
    'BTC_USDT | 10 minutes in, 60 rows stored (540 as before), 1 gaps',
  );
});

test('args: minutes that cannot be a candle', () => {
  expect(jobLine([{ ...counts, symbol: 'BTC_USDT', gaps: 1, skipped: [{}] }])).toBe(
    'BTC_USDT | 1 minutes in, 60 rows stored, 1 gaps, 1 minutes that cannot be a candle',
  );
});

test('args: many symbols are counted, not named', () => {
  const many = Array.from({ length: 11 }, (_, index) => ({ ...counts, symbol: `S${index}_USDT` }));
  expect(jobLine(many)).toBe('11 contracts | 11 minutes in, 660 rows stored, 0 gaps');
});
