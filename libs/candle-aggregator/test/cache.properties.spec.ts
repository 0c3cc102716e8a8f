import { ManualClock } from '@prate/execution-interface/testing';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AggregatedCandleQuery, CandleAggregator, type CandleStore, InMemoryCandleStore } from '../src';
import { CandleDatabase } from '../src/storage';
import { START_MS } from './support/arbitraries';
import { STORY_START_MS, type StoryStep, play, storyQueries, storySteps } from './support/candle-story';
import { STORIES_TIMEOUT_MS, storyCount } from './support/story-count';

const minute = { open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 };
const HOUR = { symbol: 'BTC_USDT', startTs: START_MS, endTs: START_MS + 3_600_000 };

type Moment = { readonly step: StoryStep } | { readonly query: Omit<AggregatedCandleQuery, 'symbol'> };

const stories: fc.Arbitrary<Moment[]> = fc.array(
  fc.oneof(
    storySteps.map((step): Moment => ({ step })),
    storyQueries.map((query): Moment => ({ query })),
  ),
  { minLength: 3, maxLength: 25 },
);

/** At every moment what comes through the cache is what a fresh aggregator reads. */
async function cachedIsUncached(store: CandleStore, clock: ManualClock, symbol: string, story: readonly Moment[]): Promise<void> {
  const cached = new CandleAggregator(store, { clock, cacheBytes: 400_000 });
  for (const moment of story) {
    if ('step' in moment) {
      await play(moment.step, symbol, cached, clock);
      continue;
    }
    const query = { ...moment.query, symbol, forming: false };
    const fresh = new CandleAggregator(store, { clock, cacheBytes: 0 });
    const [first, again, uncached] = await Promise.all([
      cached.getAggregatedCandles(query),
      cached.getAggregatedCandles(query),
      fresh.getAggregatedCandles(query),
    ]);
    expect(first).toEqual(uncached);
    expect(again).toEqual(uncached);
    expect(await cached.getAggregatedCandles(query)).toEqual(uncached);
  }
  expect(cached.cacheStats().bytes).toBeLessThanOrEqual(400_000);
}

jest.setTimeout(STORIES_TIMEOUT_MS);

describe('the cache of buckets', () => {
  it('E29: cached answers are uncached answers at every moment, in memory', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const clock = new ManualClock(STORY_START_MS);
        await cachedIsUncached(new InMemoryCandleStore({ clock }), clock, 'BTC_USDT', story);
      }),
      storyCount(60),
    );
  });

  it('E29: and over SQLite', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'candle-cache-'));
    const clock = new ManualClock(STORY_START_MS);
    const database = await CandleDatabase.open(join(folder, 'candles.db'), { clock });
    let symbols = 0;
    try {
      await fc.assert(
        fc.asyncProperty(stories, async (story) => {
          symbols += 1;
          clock.set(STORY_START_MS);
          await cachedIsUncached(database, clock, `S${symbols}_USDT`, story);
        }),
        storyCount(8),
      );
    } finally {
      await database.close();
      await rm(folder, { recursive: true });
    }
  });

  it('E29: what another aggregator on the same store writes is seen at once', async () => {
    const clock = new ManualClock(START_MS + 86_400_000);
    const store = new InMemoryCandleStore({ clock });
    const [reader, writer] = [new CandleAggregator(store, { clock }), new CandleAggregator(store, { clock })];
    await writer.processAndStore([{ timestamp: START_MS, ...minute }], 'BTC_USDT');
    const query = { ...HOUR, intervalSeconds: 60 };
    expect(await reader.getAggregatedCandles(query)).toMatchObject([{ close: 29050 }]);
    await writer.processAndStore([{ timestamp: START_MS, ...minute, close: 29060 }], 'BTC_USDT');
    expect(await reader.getAggregatedCandles(query)).toMatchObject([{ close: 29060, revision: 1 }]);
  });

  it('behavior: one computation for all who ask at once; then it is found; a write drops it', async () => {
    const clock = new ManualClock(START_MS + 86_400_000);
    const aggregator = new CandleAggregator(new InMemoryCandleStore({ clock }), { clock });
    await aggregator.processAndStore([{ timestamp: START_MS, ...minute }], 'BTC_USDT');
    const query = { ...HOUR, intervalSeconds: 5 };
    const ask = () => aggregator.getAggregatedCandles(query);
    await Promise.all([ask(), ask(), ask()]);
    expect(aggregator.cacheStats()).toMatchObject({ misses: 1, shared: 2, hits: 0, chunks: 1 });
    await ask();
    expect(aggregator.cacheStats()).toMatchObject({ misses: 1, shared: 2, hits: 1, hitRatio: 3 / 4 });
    await aggregator.processAndStore([{ timestamp: START_MS + 60_000, ...minute }], 'BTC_USDT');
    expect(aggregator.cacheStats()).toMatchObject({ chunks: 0, bytes: 0 });
    expect(await ask()).toHaveLength(24);
  });

  it('behavior: a computation that fails is forgotten', async () => {
    const clock = new ManualClock(START_MS + 86_400_000);
    class FailingStore extends InMemoryCandleStore {
      isFailing = false;
      override seconds(range: Parameters<InMemoryCandleStore['seconds']>[0]) {
        if (this.isFailing) throw new Error('the disk is gone');
        return super.seconds(range);
      }
    }
    const store = new FailingStore({ clock });
    const aggregator = new CandleAggregator(store, { clock });
    await aggregator.processAndStore([{ timestamp: START_MS, ...minute }], 'BTC_USDT');
    store.isFailing = true;
    await expect(aggregator.getAggregatedCandles({ ...HOUR, intervalSeconds: 5 })).rejects.toThrow('the disk is gone');
    store.isFailing = false;
    expect(await aggregator.getAggregatedCandles({ ...HOUR, intervalSeconds: 5 })).toHaveLength(12);
  });

  it('behavior: it never takes more than it may', async () => {
    const clock = new ManualClock(START_MS + 86_400_000);
    const aggregator = new CandleAggregator(new InMemoryCandleStore({ clock }), { clock, cacheBytes: 400_000 });
    const minutes = Array.from({ length: 240 }, (_, index) => ({ timestamp: START_MS + index * 60_000, ...minute }));
    await aggregator.processAndStore(minutes, 'BTC_USDT');
    for (const intervalSeconds of [30, 45, 50, 75, 90]) {
      await aggregator.getAggregatedCandles({ ...HOUR, endTs: START_MS + 14_400_000, intervalSeconds });
      expect(aggregator.cacheStats().bytes).toBeLessThanOrEqual(400_000);
    }
    expect(aggregator.cacheStats().chunks).toBeGreaterThan(0);
  });
});
