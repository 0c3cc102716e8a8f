import type { SkippedMinute } from '@prate/candle-aggregator';
import { SkippedMinutes } from './skipped-minutes';

test('behavior: each minute is told once, of every contract', () => {
  const told: string[] = [];
  const skipped = new SkippedMinutes(
    (minutes) => void told.push(minutes.map(({ symbol, openTimeMs }) => `${symbol} ${openTimeMs}`).join()),
  );
  const minute = (symbol: string, openTimeMs: number): SkippedMinute => ({ symbol, openTimeMs, issues: [] });
  skipped.tell([minute('A', 0), minute('A', 60_000)]);
  skipped.tell([minute('A', 60_000), minute('B', 60_000)]);
  skipped.tell([minute('A', 0)]);
  expect(told).toEqual(['A 0,A 60000', 'B 60000']);
});
