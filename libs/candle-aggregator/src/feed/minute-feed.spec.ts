import { MinuteVenue, T, candleAt } from '../../test/support/minute-venue';
import { PAGE_MINUTES } from './backfill';
import { MinuteFeed } from './minute-feed';
import type { FeedMinute } from './minute-line';

const MINUTE = 60_000;

async function setUp(venue: MinuteVenue, onMinute?: (minute: FeedMinute) => void | Promise<void>) {
  const told: string[] = [];
  const errors: unknown[] = [];
  const feed = await MinuteFeed.open({
    marketData: venue,
    symbol: 'BTC_USDT',
    fromMs: T,
    onMinute: onMinute ?? (({ candle, state, revision }) => void told.push(`${(candle.openTimeMs - T) / MINUTE} ${state} ${revision}`)),
    onError: (error) => void errors.push(error),
  });
  venue.say((handlers) => void handlers.onReady?.());
  return { feed, told, errors };
}

describe('MinuteFeed', () => {
  it('default: history in pages, with progress, then live', async () => {
    const count = PAGE_MINUTES + 10;
    const venue = new MinuteVenue(
      T + count * MINUTE + 5_000,
      Array.from({ length: count + 1 }, (_, index) => candleAt(index)),
    );
    const { feed, told } = await setUp(venue);
    venue.heard(venue.serverTimeMs - 1_000);
    const progress: number[] = [];
    await feed.pull({ serverTimeMs: venue.serverTimeMs, onProgress: ({ toMs }) => void progress.push((toMs - T) / MINUTE) });
    expect(told).toEqual(Array.from({ length: count }, (_, index) => `${index} final 0`));
    expect(progress).toEqual([PAGE_MINUTES, count]);
    venue.push(candleAt(count, { contracts: 3 }), venue.serverTimeMs);
    await feed.settled();
    expect(told.at(-1)).toBe(`${count} forming 0`);
    feed.stop();
    feed.stop();
    expect(venue.candleHandlers).toHaveLength(0);
  });

  it('behavior: an abort ends it between two pages; the next pull goes on from there', async () => {
    const count = 2 * PAGE_MINUTES;
    const venue = new MinuteVenue(
      T + count * MINUTE + 5_000,
      Array.from({ length: count }, (_, index) => candleAt(index)),
    );
    const { feed, told } = await setUp(venue);
    const controller = new AbortController();
    await expect(
      feed.pull({ serverTimeMs: venue.serverTimeMs, signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) }),
    ).rejects.toThrow('enough');
    expect(told).toHaveLength(PAGE_MINUTES);
    await feed.pull({ serverTimeMs: venue.serverTimeMs });
    expect(told).toEqual(Array.from({ length: count }, (_, index) => `${index} final 0`));
  });

  it('behavior: a handler that sleeps is told every final one and the newest forming one', async () => {
    const told: string[] = [];
    let wake: () => void = () => undefined;
    const venue = new MinuteVenue(T);
    const { feed } = await setUp(venue, ({ candle, state }) => {
      told.push(`${(candle.openTimeMs - T) / MINUTE} ${state} ${candle.contracts}`);
      return told.length === 1 ? new Promise((resolve) => (wake = resolve)) : undefined;
    });
    venue.heard(T - 1);
    for (const [index, contracts] of [
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 1],
      [1, 2],
      [2, 1],
    ] as const)
      venue.push(candleAt(index, { contracts }), T + index * MINUTE + contracts);
    wake();
    await feed.settled();
    expect(told).toEqual(['0 forming 1', '0 final 3', '1 final 2', '2 forming 1']);
  });

  it('error: what a handler throws is told, and the feed goes on', async () => {
    const venue = new MinuteVenue(T + 200_000, [candleAt(0), candleAt(1)]);
    const seen: number[] = [];
    const { feed, errors } = await setUp(venue, ({ candle }) => {
      seen.push(candle.openTimeMs);
      throw new Error('my own fault');
    });
    await feed.pull({ serverTimeMs: venue.serverTimeMs });
    expect(seen).toHaveLength(2);
    expect(errors).toEqual([new Error('my own fault'), new Error('my own fault')]);
  });

  it('error: a push that cannot be read is as good as lost', async () => {
    const venue = new MinuteVenue(T);
    const { feed, told, errors } = await setUp(venue);
    venue.heard(T - 1);
    venue.push(candleAt(0, { contracts: 1 }), T + 1_000);
    venue.say((handlers) => void handlers.onError?.(new Error('unreadable')));
    venue.push(candleAt(0, { contracts: 2 }), T + 2_000);
    venue.push(candleAt(1, { contracts: 1 }), T + MINUTE + 1_000);
    await feed.settled();
    expect(told.filter((one) => one.includes('final'))).toEqual([]);
    expect(feed.needed(T + MINUTE + 3_000)).toEqual({ from: T, to: T + MINUTE });
    expect(errors).toHaveLength(1);
  });
});
