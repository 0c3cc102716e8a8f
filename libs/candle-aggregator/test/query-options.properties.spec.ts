import { ManualClock } from '@prate/execution-interface/testing';
import fc from 'fast-check';
import { type AggregatedCandle, BucketGrid, BucketSeries, CandleAggregator, InMemoryCandleStore, RollUp } from '../src';
import { toAggregatedCandle } from '../src/aggregated-candle';
import { METHOD_VERSIONS } from '../src/interpolation/methods';
import { START_MS } from './support/arbitraries';
import { STORY_START_MS, type StoryStep, play, storyQueries, storySteps } from './support/candle-story';
import { STORIES_TIMEOUT_MS, storyCount } from './support/story-count';

const SYMBOL = 'BTC_USDT';
const ALL = { symbol: SYMBOL, startTs: START_MS - 7_200_000, endTs: START_MS + 21_600_000 };
const EXAMPLE = { timestamp: START_MS, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 };

const stories = fc.array(storySteps, { minLength: 2, maxLength: 14 });

/** What a story left, asked long after it. */
async function told(story: readonly StoryStep[]) {
  const clock = new ManualClock(STORY_START_MS);
  const store = new InMemoryCandleStore({ clock });
  const aggregator = new CandleAggregator(store, { clock });
  for (const step of story) await play(step, SYMBOL, aggregator, clock);
  clock.advance(86_400_000);
  return { store, aggregator, clock };
}

function setUp() {
  const clock = new ManualClock(START_MS + 86_400_000);
  const store = new InMemoryCandleStore({ clock });
  return { store, aggregator: new CandleAggregator(store, { clock, method: 'linear' }) };
}

jest.setTimeout(STORIES_TIMEOUT_MS);

describe('getAggregatedCandles', () => {
  it('E20: a bucket does not depend on the range asked, whatever the options', async () => {
    await fc.assert(
      fc.asyncProperty(stories, storyQueries, async (story, query) => {
        const { aggregator } = await told(story);
        const part = await aggregator.getAggregatedCandles({ symbol: SYMBOL, ...query });
        const all = await aggregator.getAggregatedCandles({ ...query, ...ALL });
        expect(part).toEqual(all.filter(({ timestamp }) => timestamp >= query.startTs && timestamp < query.endTs));
        const streamed: AggregatedCandle[] = [];
        for await (const candle of aggregator.iterateAggregatedCandles({ symbol: SYMBOL, ...query })) streamed.push(candle);
        expect(streamed).toEqual(part);
      }),
      storyCount(60),
    );
  });

  it('E21: multiples of 60 s are what their seconds make, observed or not, real or stitched', async () => {
    await fc.assert(
      fc.asyncProperty(
        stories,
        fc.constantFrom(60, 120, 300, 420, 600),
        fc.constantFrom('real' as const, 'stitched' as const),
        fc.constantFrom('epoch' as const, 'day' as const),
        async (story, intervalSeconds, prices, origin) => {
          const { aggregator, store, clock } = await told(story);
          const grid = new BucketGrid(intervalSeconds, origin);
          const [rollUp, buckets] = [new RollUp(grid), new BucketSeries()];
          for await (const rows of store.seconds(ALL)) rollUp.accept(rows, buckets);
          rollUp.end(buckets);
          const view = { symbol: SYMBOL, series: 'trade', grid, prices, nowMs: clock.nowMs() } as const;
          const expected = Array.from({ length: buckets.length }, (_, row) => toAggregatedCandle(buckets, row, view));
          expect(await aggregator.getAggregatedCandles({ ...ALL, intervalSeconds, prices, origin })).toEqual(expected);
        },
      ),
      storyCount(100),
    );
  });

  it('E34: stitched is: open = close of the second before, high and low enclose it, the rest is real', async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.integer({ min: 2, max: 600 }), async (story, intervalSeconds) => {
        const { aggregator } = await told(story);
        const closes = new Map((await aggregator.getSecondCandles(ALL)).map(({ timestamp, close }) => [timestamp + 1_000, close]));
        const real = await aggregator.getAggregatedCandles({ ...ALL, intervalSeconds });
        const expected = real.map((candle) => {
          const open = closes.get(candle.timestamp) ?? candle.open;
          return { ...candle, open, high: Math.max(candle.high, open), low: Math.min(candle.low, open) };
        });
        expect(await aggregator.getAggregatedCandles({ ...ALL, intervalSeconds, prices: 'stitched' })).toEqual(expected);
      }),
      storyCount(40),
    );
  });

  it("E34: equals the venue's own stitched minute where both are known", async () => {
    const { aggregator } = setUp();
    const second = { timestamp: START_MS + 60_000, open: 29060, high: 29070, low: 29055, close: 29065, volume: 9 };
    const stitched = { open: 29050, high: 29070, low: 29050, close: 29065 };
    await aggregator.processAndStore([EXAMPLE, { ...second, stitched }], SYMBOL);
    const view = await aggregator.getAggregatedCandles({ ...ALL, startTs: START_MS + 60_000, intervalSeconds: 60, prices: 'stitched' });
    expect(view).toMatchObject([stitched]);
  });

  it('args: fill carry puts flat candles between known ones, and nowhere else', async () => {
    const { aggregator } = setUp();
    await aggregator.processAndStore([EXAMPLE, { ...EXAMPLE, timestamp: START_MS + 300_000 }], SYMBOL);
    const query = { ...ALL, intervalSeconds: 60, fill: 'carry' as const };
    const candles = await aggregator.getAggregatedCandles(query);
    expect(candles.map(({ timestamp, status, flags }) => [(timestamp - START_MS) / 60_000, status, flags.join()])).toEqual([
      [0, 'final', ''],
      ...[1, 2, 3, 4].map((at) => [at, 'incomplete', 'filled']),
      [5, 'final', ''],
    ]);
    expect(candles[1]).toMatchObject({ open: 29050, high: 29050, low: 29050, close: 29050, volume: 0, coverage: 0, origin: 'carried' });
    // A range inside the hole, and one that ends in it.
    const inside = { ...query, startTs: START_MS + 120_000, endTs: START_MS + 180_000 };
    expect(await aggregator.getAggregatedCandles(inside)).toEqual([candles[2]]);
    expect(await aggregator.getAggregatedCandles({ ...inside, startTs: START_MS })).toEqual(candles.slice(0, 3));
    expect(await aggregator.getAggregatedCandles({ ...query, startTs: START_MS + 360_000 })).toEqual([]);
  });

  it('args: completeOnly leaves out what has a hole', async () => {
    const { aggregator } = setUp();
    await aggregator.processAndStore([EXAMPLE], SYMBOL);
    const query = { ...ALL, intervalSeconds: 45, completeOnly: true };
    expect((await aggregator.getAggregatedCandles(query)).map((candle) => candle.timestamp - START_MS)).toEqual([0]);
  });

  it('args: by day, the last bucket is shorter and says so', async () => {
    const { aggregator } = setUp();
    const midnight = START_MS;
    const minutes = Array.from({ length: 20 }, (_, index) => ({ ...EXAMPLE, timestamp: midnight + (index - 10) * 60_000 }));
    await aggregator.processAndStore(minutes, SYMBOL);
    const candles = await aggregator.getAggregatedCandles({ ...ALL, intervalSeconds: 7, origin: 'day', completeOnly: true });
    const short = candles.filter((candle) => candle.flags.includes('short'));
    expect(short).toMatchObject([
      { timestamp: midnight - 6_000, interpolatedSeconds: 6, coverage: 1, status: 'final', intervalSeconds: 7 },
    ]);
    expect(candles.find((candle) => candle.timestamp === midnight)).toMatchObject({ flags: [], interpolatedSeconds: 7 });
  });

  it('args: forming shows the running price, until a second as late is stored', async () => {
    const clock = new ManualClock(START_MS + 75_400);
    const aggregator = new CandleAggregator(new InMemoryCandleStore({ clock }), { clock });
    await aggregator.processAndStore([EXAMPLE], SYMBOL);
    aggregator.acceptForming({ symbol: SYMBOL, price: 29200, atMs: START_MS + 75_000 });
    const query = { symbol: SYMBOL, startTs: START_MS, endTs: START_MS + 120_000, intervalSeconds: 45 };
    expect(await aggregator.getAggregatedCandles({ ...query, forming: true })).toMatchObject([
      { status: 'final' },
      { status: 'forming', close: 29200, high: 29200, coverage: 15 / 45, flags: ['byPushes'] },
    ]);
    const five = await aggregator.getAggregatedCandles({ ...query, intervalSeconds: 5, startTs: START_MS + 60_000, forming: true });
    expect(five).toMatchObject([{ timestamp: START_MS + 75_000, open: 29200, close: 29200, volume: 0, coverage: 0, status: 'forming' }]);
    expect(await aggregator.getAggregatedCandles(query)).toHaveLength(1);
    clock.advance(10_000);
    expect(await aggregator.getAggregatedCandles({ ...query, intervalSeconds: 5, startTs: START_MS + 60_000, forming: true })).toEqual([]);
    expect(() => aggregator.acceptForming({ symbol: SYMBOL, price: Number.NaN, atMs: START_MS })).toThrow('a finite price above 0');
  });

  it('args: series stand beside each other', async () => {
    const { aggregator } = setUp();
    const index = { ...EXAMPLE, close: 28950, volume: 0 };
    await aggregator.processAndStore([EXAMPLE], SYMBOL);
    await aggregator.processAndStore([index], SYMBOL, { series: 'index' });
    const query = { ...ALL, intervalSeconds: 60 };
    expect(await aggregator.getAggregatedCandles(query)).toMatchObject([{ series: 'trade', close: 29050, volume: 120 }]);
    expect(await aggregator.getAggregatedCandles({ ...query, series: 'index' })).toMatchObject([
      { series: 'index', high: 29100, low: 28900, close: 28950, volume: 0, flags: [], interpolatedSeconds: 60 },
    ]);
    expect(await aggregator.getAggregatedCandles({ ...query, intervalSeconds: 30, series: 'index' })).toHaveLength(2);
    await expect(aggregator.processAndStore([EXAMPLE], SYMBOL, { series: 'index' })).rejects.toThrow('volume 120 in series index');
  });

  it('behavior: an answer can say how its seconds were made', async () => {
    const { aggregator, store } = setUp();
    await aggregator.processAndStore([EXAMPLE], SYMBOL);
    await new CandleAggregator(store, { method: 'bridge', seed: 7 }).processAndStore(
      [{ ...EXAMPLE, timestamp: START_MS + 60_000 }],
      SYMBOL,
    );
    const answer = await aggregator.getAggregatedCandlesWithProfiles({ ...ALL, intervalSeconds: 60 });
    expect(answer.candles).toHaveLength(2);
    expect(answer.profiles).toEqual([
      { method: METHOD_VERSIONS.bridge, seed: 7 },
      { method: METHOD_VERSIONS.linear, seed: 0 },
    ]);
    const none = await aggregator.getAggregatedCandlesWithProfiles({ ...ALL, endTs: START_MS, intervalSeconds: 60 });
    expect(none).toEqual({ candles: [], profiles: [] });
  });

  it('behavior: turnover is told where it was asked for and is known', async () => {
    const { aggregator } = setUp();
    await aggregator.processAndStore([{ ...EXAMPLE, turnover: '3480000.125' }], SYMBOL);
    const query = { ...ALL, intervalSeconds: 60 };
    expect(await aggregator.getAggregatedCandles({ ...query, turnover: true })).toMatchObject([{ turnover: '3480000.125' }]);
    expect((await aggregator.getAggregatedCandles(query))[0]).not.toHaveProperty('turnover');
    const five = await aggregator.getAggregatedCandles({ ...query, intervalSeconds: 5, turnover: true });
    const sum = five.reduce((total, candle) => total + BigInt(Math.round(Number(candle.turnover) * 1000)), 0n);
    expect([five.length, sum]).toEqual([12, 3_480_000_125n]);
  });

  it.each([
    [{ origin: 'week' as never }, 'origin week'],
    [{ prices: 'plain' as never }, 'prices plain'],
    [{ fill: 'zero' as never }, 'fill zero'],
    [{ series: 'mark' as never }, 'series mark'],
    [{ fill: 'carry' as const, completeOnly: true }, 'fill carry with completeOnly'],
  ])('error: %j', async (options, message) => {
    await expect(setUp().aggregator.getAggregatedCandles({ ...ALL, intervalSeconds: 5, ...options })).rejects.toThrow(message);
  });
});
