import { KLINE_PAGE_ROWS, type KlineInterval, klineIntervalSeconds } from '@prate/mexc-protocol';
import fc from 'fast-check';
import { CandleQueryError } from './errors';
import { klinePages } from './kline-pages';

const pagesOf = (startMs: number, endMs: number, interval: KlineInterval = 'Min1') => [
  ...klinePages({ interval, startMs, endMs, asking: 'getCandles of BTC_USDT' }),
];

test('default: one minute', () => {
  expect(pagesOf(60_000, 120_000)).toEqual([{ startSeconds: 60, endSeconds: 119 }]);
});

test('behavior: the end is not asked for, whether it is on a bar or not', () => {
  expect(pagesOf(0, 120_000)).toEqual([{ startSeconds: 0, endSeconds: 119 }]);
  expect(pagesOf(0, 120_001)).toEqual([{ startSeconds: 0, endSeconds: 120 }]);
});

test('behavior: a start between two bars begins at the later one', () => {
  expect(pagesOf(60_001, 240_000)).toEqual([{ startSeconds: 120, endSeconds: 239 }]);
  expect(pagesOf(60_001, 90_000)).toEqual([]);
});

test('behavior: an empty range asks for nothing', () => {
  expect(pagesOf(60_000, 60_000)).toEqual([]);
});

test('behavior: windows of 1,999 bars that share one bar', () => {
  const span = 1_998 * 60;
  expect(pagesOf(0, 4_000 * 60_000)).toEqual([
    { startSeconds: 0, endSeconds: span },
    { startSeconds: span, endSeconds: 2 * span },
    { startSeconds: 2 * span, endSeconds: 4_000 * 60 - 1 },
  ]);
});

test('behavior: every bar of the range is in some window, none outside, and no window holds more rows than the venue gives', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<KlineInterval[]>('Min1', 'Min5', 'Min15', 'Min30', 'Min60'),
      fc.integer({ min: 0, max: 1_000_000_000 }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: -70_000, max: 70_000 }),
      (interval, startMs, bars, extraMs) => {
        const barMs = klineIntervalSeconds[interval] * 1_000;
        const endMs = Math.max(startMs, startMs + bars * barMs + extraMs);
        const covered = new Set<number>();
        for (const { startSeconds, endSeconds } of pagesOf(startMs, endMs, interval)) {
          let rows = 0;
          for (let open = Math.ceil((startSeconds * 1_000) / barMs) * barMs; open <= endSeconds * 1_000; open += barMs) {
            covered.add(open);
            rows += 1;
          }
          expect(rows).toBeLessThan(KLINE_PAGE_ROWS);
        }
        const wanted: number[] = [];
        for (let open = Math.ceil(startMs / barMs) * barMs; open < endMs; open += barMs) wanted.push(open);
        expect([...covered].sort((a, b) => a - b)).toEqual(wanted);
      },
    ),
  );
});

test.each([
  ['range-reversed', 120_000, 60_000],
  ['time-invalid', Number.NaN, 60_000],
  ['time-invalid', 0, 1.5],
  ['time-invalid', -1, 60_000],
  ['time-invalid', 0, Number.POSITIVE_INFINITY],
])('error: %s (%d to %d)', (code, startMs, endMs) => {
  expect(() => pagesOf(startMs, endMs)).toThrow(CandleQueryError);
  expect(() => pagesOf(startMs, endMs)).toThrow(expect.objectContaining({ code }));
});
