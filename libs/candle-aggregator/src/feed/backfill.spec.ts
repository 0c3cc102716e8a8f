import { MinuteVenue, T, candleAt } from '../../test/support/minute-venue';
import { type BackfillPage, PAGE_MINUTES, backfillPages } from './backfill';
import { VenueTime } from './venue-time';

const MINUTE = 60_000;
const days = (count: number) => Array.from({ length: count }, (_, index) => candleAt(index));
const all = async (pages: AsyncIterable<BackfillPage>) => {
  const told: BackfillPage[] = [];
  for await (const page of pages) told.push(page);
  return told;
};

describe('backfillPages', () => {
  it('default: windows of 1,999 minutes that share one, nothing left out', async () => {
    const venue = new MinuteVenue(T + 5_000 * MINUTE, days(4_500));
    const pages = await all(backfillPages({ symbol: 'BTC_USDT', fromMs: T, toMs: T + 4_500 * MINUTE }, { marketData: venue }));
    const asked = venue.asked.map(({ startMs, endMs }) => [(startMs - T) / MINUTE, Math.ceil((endMs - T) / MINUTE)]);
    expect(asked).toEqual([
      [0, 1_999],
      [1_998, 3_997],
      [3_996, 4_500],
    ]);
    for (const { candles } of pages) expect(candles.length).toBeLessThanOrEqual(PAGE_MINUTES);
    expect(new Set(pages.flatMap(({ candles }) => candles.map(({ openTimeMs }) => openTimeMs))).size).toBe(4_500);
  });

  it.each([
    [30, 22],
    [365, 264],
  ])('default: %i days are %i questions', async (length, questions) => {
    const venue = new MinuteVenue(T);
    await all(backfillPages({ symbol: 'BTC_USDT', fromMs: T, toMs: T + length * 1_440 * MINUTE }, { marketData: venue }));
    expect(venue.asked).toHaveLength(questions);
  });

  it('behavior: with a venue time it asks for the time once', async () => {
    const venue = new MinuteVenue(T + 5_000 * MINUTE, days(4_500));
    const venueTime = new VenueTime(venue, { timer: { nowMs: () => 0 } });
    await all(backfillPages({ symbol: 'BTC_USDT', fromMs: T, toMs: T + 4_500 * MINUTE }, { marketData: venue, venueTime }));
    expect([venue.timesAsked, venue.asked.length]).toEqual([1, 3]);
  });

  it('behavior: an empty range asks nothing; an abort ends it before the next question', async () => {
    const venue = new MinuteVenue(T + 5_000 * MINUTE, days(4_500));
    expect(await all(backfillPages({ symbol: 'BTC_USDT', fromMs: T, toMs: T }, { marketData: venue }))).toEqual([]);
    const controller = new AbortController();
    const pages = backfillPages(
      { symbol: 'BTC_USDT', fromMs: T, toMs: T + 4_500 * MINUTE },
      { marketData: venue, signal: controller.signal },
    );
    await pages.next();
    controller.abort(new Error('deadline'));
    await expect(pages.next()).rejects.toThrow('deadline');
    expect(venue.asked).toHaveLength(1);
  });

  it.each([
    ['another symbol', { symbol: 'ETH_USDT' }],
    ['another length', { intervalSeconds: 300 }],
    ['before the window', { openTimeMs: T - MINUTE }],
    ['after the window', { openTimeMs: T + 2 * MINUTE }],
  ])('error: %s in the answer', async (_, change) => {
    const venue = new MinuteVenue(T + 600_000);
    venue.getCandles = async () => [candleAt(0), candleAt(0, change)];
    await expect(all(backfillPages({ symbol: 'BTC_USDT', fromMs: T, toMs: T + 2 * MINUTE }, { marketData: venue }))).rejects.toMatchObject({
      issues: [{ index: 1, code: 'outside-window' }],
    });
  });
});

describe('VenueTime', () => {
  it('behavior: goes on by the steady clock, is asked again after a minute and shared meanwhile, and never goes back', async () => {
    let steadyMs = 0;
    const venue = new MinuteVenue(1_000_000);
    const time = new VenueTime(venue, { timer: { nowMs: () => steadyMs } });
    expect(await Promise.all([time.nowMs(), time.nowMs()])).toEqual([1_000_000, 1_000_000]);
    steadyMs = 59_999;
    expect([await time.nowMs(), venue.timesAsked]).toEqual([1_059_999, 1]);
    steadyMs = 60_000;
    venue.serverTimeMs = 1_059_000;
    expect([await time.nowMs(), venue.timesAsked]).toEqual([1_059_999, 2]);
  });

  it('error: a venue that does not answer is asked again by the next', async () => {
    const venue = new MinuteVenue(1_000_000);
    const answer = venue.getServerTimeMs;
    venue.getServerTimeMs = async () => Promise.reject(new Error('gone'));
    const time = new VenueTime({ getServerTimeMs: () => venue.getServerTimeMs() }, { timer: { nowMs: () => 0 } });
    await expect(time.nowMs()).rejects.toThrow('gone');
    venue.getServerTimeMs = answer;
    expect(await time.nowMs()).toBe(1_000_000);
  });
});
