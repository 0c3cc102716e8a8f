import { CandleAggregator } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { Slots } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Metrics } from '../observability/metrics';
import { CandleMetrics } from './candle.metrics';
import type { FollowedSymbols } from './followed-symbols';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 5);
const MINUTE = 60_000;

/** Each statement on the file takes a turn here. */
class CountedSlots extends Slots {
  statements = 0;

  override run<T>(work: () => Promise<T>, options?: { readonly goesFirst?: boolean }): Promise<T> {
    this.statements += 1;
    return super.run(work, options);
  }
}

async function scrapeOf(contracts: number) {
  const folder = await mkdtemp(join(tmpdir(), 'candle-metrics-'));
  const clock = new ManualClock(NOW);
  const slots = new CountedSlots(2);
  const database = await CandleDatabase.open(join(folder, 'candles.sqlite'), { clock, slots });
  const aggregator = new CandleAggregator(database, { clock });
  const known = Array.from({ length: contracts }, (_, index) => `C${index}_USDT`);
  // Two minutes each, with a hole of one between them, the last of them two minutes ago.
  const prices = { open: 29_000, high: 29_100, low: 28_900, close: 29_050, volume: 120 };
  for (const symbol of [...known, 'UNFOLLOWED_USDT']) {
    await aggregator.processAndStore(
      [4, 2].map((ago) => ({ timestamp: NOW - 5_000 - ago * MINUTE, ...prices })),
      symbol,
    );
  }
  const metrics = new Metrics();
  const counting = new CandleMetrics(metrics, aggregator, database, { known } as unknown as FollowedSymbols, clock);
  // A reader's connection, which the first statement opens, is no statement.
  await database.watermark('C0_USDT');
  const before = slots.statements;
  const text = await metrics.metrics();
  const statements = slots.statements - before;
  clock.advance(MINUTE);
  const later = await metrics.metrics();
  counting.beforeApplicationShutdown();
  const linesOf = (scrape: string) => scrape.split('\n').filter((line) => /^prate_candle_(lag|missing|disputed)/.test(line));
  const stopped = linesOf(await metrics.metrics());
  await database.close();
  await rm(folder, { recursive: true });
  return { statements, lines: linesOf(text), later: linesOf(later), stopped };
}

test('default: lag and missing minutes of the followed symbols; a moment later they are counted anew', async () => {
  const { lines, later, stopped } = await scrapeOf(2);
  expect(lines).toEqual([
    'prate_candle_lag_seconds{symbol="C0_USDT"} 65',
    'prate_candle_lag_seconds{symbol="C1_USDT"} 65',
    'prate_candle_missing_minutes 4',
  ]);
  expect(later).toContain('prate_candle_lag_seconds{symbol="C0_USDT"} 125');
  expect(later).toContain('prate_candle_missing_minutes 6');
  expect(stopped).toEqual(['prate_candle_missing_minutes 0']);
});

test('behavior: a scrape with 1,061 symbols asks the file as often as one with two', async () => {
  const few = await scrapeOf(2);
  const all = await scrapeOf(1_061);
  expect(all.lines).toEqual(['prate_candle_lag_seconds{symbol="all"} 65', 'prate_candle_missing_minutes 2122']);
  expect(all.statements).toBe(few.statements);
  expect(all.statements).toBeLessThanOrEqual(2);
});
