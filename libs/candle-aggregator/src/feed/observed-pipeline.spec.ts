import type { MarketTrade } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { MinuteVenue, T, candleAt } from '../../test/support/minute-venue';
import { CandleAggregator } from '../candle-aggregator';
import { CandleFlag } from '../candle-flag';
import type { SecondsPut, SecondsWithdrawal } from '../candle-store';
import { InMemoryCandleStore } from '../in-memory-candle-store';
import { ingestMinutes } from '../jobs/ingest-minutes';
import type { BackfillPage } from './backfill';
import type { SkippedMinute } from '../jobs/store-candles';
import { ObservedPipeline, type ObservedPipelineOptions } from './observed-pipeline';

const MINUTE = 60_000;
const symbol = 'BTC_USDT';

/** Fails as often as it is told to. */
class FailingStore extends InMemoryCandleStore {
  failures = 0;
  readonly puts: number[] = [];

  override async putSeconds(put: SecondsPut) {
    this.fail();
    this.puts.push(put.seconds.length);
    return super.putSeconds(put);
  }

  override async withdrawSeconds(withdrawal: SecondsWithdrawal) {
    this.fail();
    return super.withdrawSeconds(withdrawal);
  }

  private fail(): void {
    if (this.failures === 0) return;
    this.failures -= 1;
    throw new Error('disk full');
  }
}

function trade(atMs: number, price: number, contracts = 1): MarketTrade {
  return { id: `${atMs}`, symbol, price: `${price}`, contracts: `${contracts}`, takerSide: 'buy', atMs: T + atMs };
}

async function setUp(venue = new MinuteVenue(T), options: Partial<Pick<ObservedPipelineOptions, 'followsTrades' | 'onSkipped'>> = {}) {
  const clock = new ManualClock(T + 10 * MINUTE);
  const store = new FailingStore({ clock });
  const aggregator = new CandleAggregator(store, { clock });
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const pipeline = await ObservedPipeline.open({ marketData: venue, aggregator, store, symbol, fromMs: T, onError, ...options });
  venue.say((handlers) => void handlers.onReady?.());
  const secondsOf = (fromMs: number, toMs: number) => aggregator.getSecondCandles({ symbol, startTs: T + fromMs, endTs: T + toMs });
  return { venue, store, aggregator, pipeline, errors, secondsOf };
}

/** A minute in which one contract a second is traded at 29000, and its official candle. */
function tradeMinute(venue: MinuteVenue, index: number, missing: readonly number[] = []) {
  for (let second = 0; second < 60; second += 1) {
    if (!missing.includes(second)) venue.trade(trade(index * MINUTE + second * 1_000 + 500, 29000));
  }
}
const flat = { open: 29000, high: 29000, low: 29000, close: 29000 };
const official = (index: number, contracts = 60) =>
  candleAt(index, { contracts, traded: flat, stitched: flat, turnover: `${(contracts * 29) / 10}` });

describe('ObservedPipeline', () => {
  it('default: seconds are there as soon as they are covered; the minute waits for its last second and settles them', async () => {
    const { venue, pipeline, secondsOf, store, errors } = await setUp();
    venue.heard(T - 1);
    tradeMinute(venue, 0);
    venue.heard(T + 10_000);
    expect(await pipeline.tick()).toEqual({ seconds: 8, minutes: 0, withdrawn: 0 });
    expect((await secondsOf(0, MINUTE)).map(({ origin }) => origin)).toEqual(Array(8).fill('observed'));
    venue.push(official(0), T + 59_900);
    venue.push(candleAt(1, { contracts: 1 }), T + 60_100);
    venue.heard(T + 61_500);
    expect(await pipeline.tick()).toEqual({ seconds: 51, minutes: 0, withdrawn: 0 });
    venue.heard(T + 63_000);
    expect(await pipeline.tick()).toEqual({ seconds: 2, minutes: 1, withdrawn: 0 });
    const seconds = await secondsOf(0, MINUTE);
    expect([seconds.length, new Set(seconds.map(({ origin, revision }) => `${origin} ${revision}`))]).toEqual([
      60,
      new Set(['observed 0']),
    ]);
    expect(await store.differences({ symbol, startTs: T, endTs: T + MINUTE })).toEqual([]);
    expect(errors).toEqual([]);
    await pipeline.stop();
    await pipeline.stop();
    expect([venue.tradeHandlers.length, venue.candleHandlers.length]).toEqual([0, 0]);
  });

  it('behavior: what a failed store did not take is stored by the next tick, and nothing before it', async () => {
    const { venue, pipeline, store, secondsOf } = await setUp();
    venue.heard(T - 1);
    tradeMinute(venue, 0);
    venue.push(official(0), T + 59_900);
    venue.push(candleAt(1, { contracts: 1 }), T + 60_100);
    venue.heard(T + 10_000);
    store.failures = 2;
    await expect(pipeline.tick()).rejects.toThrow('disk full');
    venue.heard(T + 63_000);
    await expect(pipeline.tick()).rejects.toThrow('disk full');
    expect(await store.minuteRecords({ symbol, startTs: T, endTs: T + MINUTE })).toEqual([]);
    expect(await pipeline.tick()).toEqual({ seconds: 61, minutes: 1, withdrawn: 0 });
    expect(new Set((await secondsOf(0, MINUTE)).map(({ origin }) => origin))).toEqual(new Set(['observed']));
  });

  it('behavior: what a failed tick did not take is stored by a stop in its midst', async () => {
    const { venue, pipeline, store, secondsOf } = await setUp();
    venue.heard(T - 1);
    tradeMinute(venue, 0);
    venue.heard(T + 10_000);
    store.failures = 1;
    const ticking = pipeline.tick();
    const stopped = pipeline.stop();
    await expect(ticking).rejects.toThrow('disk full');
    await stopped;
    expect(await secondsOf(0, MINUTE)).toHaveLength(8);
  });

  it('behavior: it knows whether it was made for the contract as it is now', async () => {
    const { venue, pipeline } = await setUp();
    const instrument = await venue.getInstrument();
    expect(pipeline.isMadeFor({ ...instrument, state: 'paused' })).toBe(true);
    expect(pipeline.isMadeFor({ ...instrument, contractSize: '0.001' })).toBe(false);
    expect(pipeline.isMadeFor({ ...instrument, tickSize: '0.5' })).toBe(false);
  });

  it('behavior: a final minute of the stream that waits is not stored after the answer to a call', async () => {
    const { venue, pipeline, store, aggregator } = await setUp(new MinuteVenue(T), { followsTrades: false });
    venue.heard(T - 1);
    venue.push(official(0, 58), T + 59_900);
    venue.push(candleAt(1, { contracts: 1 }), T + 60_100);
    venue.heard(T + 62_900);
    expect(await pipeline.tick()).toMatchObject({ minutes: 0 });
    venue.serverTimeMs = T + 63_100;
    venue.candles = [official(0, 60)];
    const onPage = (page: BackfillPage) => pipeline.answered(page);
    await ingestMinutes({ symbol, fromMs: T, toMs: T + MINUTE }, { marketData: venue, aggregator, store, onPage });
    expect(await pipeline.tick()).toMatchObject({ minutes: 0 });
    venue.heard(T + 70_000);
    expect(await pipeline.tick()).toMatchObject({ minutes: 0 });
    expect(await store.minuteRecords({ symbol, startTs: T, endTs: T + MINUTE })).toMatchObject([{ contracts: '60', revision: 0 }]);
    expect(pipeline.nextOpenMs).toBe(T + MINUTE);
  });

  it('behavior: a final minute of the stream is stored as such, and corrects nothing that somebody else asked for', async () => {
    const { venue, pipeline, store, aggregator } = await setUp(new MinuteVenue(T), { followsTrades: false });
    const range = { symbol, startTs: T, endTs: T + 2 * MINUTE };
    venue.heard(T - 1);
    for (const index of [0, 1]) {
      venue.push(official(index, 58), T + index * MINUTE + 59_900);
      venue.push(candleAt(index + 1, { contracts: 1 }), T + index * MINUTE + 60_100);
    }
    venue.serverTimeMs = T + 63_100;
    venue.candles = [official(0, 60)];
    await ingestMinutes({ symbol, fromMs: T, toMs: T + MINUTE }, { marketData: venue, aggregator, store });
    venue.heard(T + 2 * MINUTE + 10_000);
    expect(await pipeline.tick()).toMatchObject({ minutes: 2 });
    expect((await store.minuteRecords(range)).map(({ contracts, testimony }) => [contracts, testimony?.source])).toEqual([
      ['60', 'call'],
      ['58', 'stream'],
    ]);
  });

  it('behavior: a minute of the stream that cannot be a candle is told and holds up no other; it is missing until a call gives it', async () => {
    const told: unknown[] = [];
    const onSkipped = (skipped: readonly SkippedMinute[]) => void told.push(...skipped.map(({ openTimeMs }) => (openTimeMs - T) / MINUTE));
    const { venue, pipeline, store, aggregator } = await setUp(new MinuteVenue(T), { followsTrades: false, onSkipped });
    venue.heard(T - 1);
    for (const index of [0, 1, 2]) {
      const wrong = { ...flat, open: 29001 };
      venue.push({ ...official(index), ...(index === 1 ? { stitched: wrong } : {}) }, T + index * MINUTE + 59_900);
      venue.push(candleAt(index + 1, { contracts: 1 }), T + index * MINUTE + 60_100);
      venue.heard(T + index * MINUTE + 64_000);
      expect(await pipeline.tick()).toMatchObject({ minutes: index === 1 ? 0 : 1 });
    }
    expect(told).toEqual([1]);
    expect(await store.missing(symbol, T, T + 3 * MINUTE)).toEqual([{ from: T + MINUTE, to: T + 2 * MINUTE }]);
    venue.serverTimeMs = T + 200_000;
    venue.candles = [official(1)];
    await ingestMinutes({ symbol, fromMs: T, toMs: T + 3 * MINUTE }, { marketData: venue, aggregator, store });
    expect(await store.missing(symbol, T, T + 3 * MINUTE)).toEqual([]);
  });

  it('behavior: a tick never runs beside itself', async () => {
    const { venue, pipeline, store } = await setUp();
    venue.heard(T - 1);
    tradeMinute(venue, 0);
    venue.heard(T + 10_000);
    const [first, second] = [pipeline.tick(), pipeline.tick()];
    expect(first).toBe(second);
    await first;
    expect(store.puts).toEqual([8]);
  });

  it('behavior: a cut minute is made whole by a call, and its seen seconds stay; trades by call cover what they reach back to', async () => {
    const { venue, pipeline, secondsOf } = await setUp();
    venue.heard(T - 1);
    tradeMinute(venue, 0, [20, 21, 22]);
    venue.heard(T + 20_400);
    venue.say((handlers) => void handlers.onGap?.({ sinceMs: T + 20_400, reason: 'cut' }));
    venue.say((handlers) => void handlers.onReady?.());
    venue.heard(T + 22_800);
    expect(pipeline.needsRepair()).toBe(true);
    venue.trades = [19, 20, 21, 22].map((second) => ({ ...trade(second * 1_000 + 500, 29000), id: undefined }) as unknown as MarketTrade);
    await pipeline.repair();
    venue.heard(T + 62_500);
    await pipeline.tick();
    expect((await secondsOf(0, MINUTE)).map(({ timestamp }) => (timestamp - T) / 1000)).not.toContain(22);
    venue.serverTimeMs = T + 64_000;
    venue.candles = [official(0)];
    venue.heard(T + 64_000);
    await pipeline.repair();
    await pipeline.tick();
    const seconds = await secondsOf(0, MINUTE);
    expect(seconds).toHaveLength(60);
    expect(seconds.reduce((sum, { volume }) => sum + Math.round(volume * 10_000), 0)).toBe(60);
    expect(pipeline.nextOpenMs).toBe(T + MINUTE);
    expect(pipeline.needsRepair()).toBe(false);
  });

  it('behavior: seconds of a subscription that turns out to have been silent are not stored, or taken back where they were', async () => {
    const { venue, pipeline, store, secondsOf } = await setUp();
    venue.heard(T - 1);
    venue.trade(trade(500, 29000));
    venue.heard(T + 6_000);
    expect(await pipeline.tick()).toEqual({ seconds: 4, minutes: 0, withdrawn: 0 });
    expect(await secondsOf(0, MINUTE)).toHaveLength(4);
    venue.heard(T + 8_000);
    venue.say((handlers) => void handlers.onGap?.({ sinceMs: T + 3_500, reason: 'subscription silent' }), 'trades');
    venue.say((handlers) => void handlers.onReady?.(), 'trades');
    expect(await pipeline.tick()).toMatchObject({ withdrawn: 3 });
    expect((await store.observedSeconds({ symbol, startTs: T, endTs: T + MINUTE })).map(({ openTimeS }) => openTimeS)).toEqual([T / 1000]);
    expect(await pipeline.tick()).toMatchObject({ withdrawn: 0 });
  });

  it('behavior: of minutes that are final by then, too: they are settled anew, what differed is settled, and watchers hear of it', async () => {
    const { venue, pipeline, store, aggregator, secondsOf } = await setUp();
    const range = { symbol, startTs: T, endTs: T + MINUTE };
    venue.heard(T - 1);
    for (let second = 0; second < 20; second += 1) venue.trade(trade(second * 1_000 + 500, 29000));
    venue.push(official(0), T + 59_900);
    venue.push(candleAt(1, { contracts: 1 }), T + 60_100);
    venue.heard(T + 64_000);
    expect(await pipeline.tick()).toMatchObject({ minutes: 1, withdrawn: 0 });
    // Sixty contracts were traded, of which twenty came: the official minute is served, and what was seen contradicts it.
    expect((await store.differences(range)).map(({ verdict, resolvedAtMs }) => [verdict, resolvedAtMs])).toEqual([['disputed', undefined]]);
    const changes: string[] = [];
    aggregator.watchChanges(({ type, from, to }) => void changes.push(`${type} ${(from - T) / 1000} ${(to - T) / 1000}`));
    venue.heard(T + 80_000);
    venue.say((handlers) => void handlers.onGap?.({ sinceMs: T + 21_000, reason: 'subscription silent' }), 'trades');
    venue.say((handlers) => void handlers.onReady?.(), 'trades');
    store.failures = 1;
    await expect(pipeline.tick()).rejects.toThrow('disk full');
    expect(await pipeline.tick()).toMatchObject({ withdrawn: 43 });
    const seconds = await secondsOf(0, MINUTE);
    expect(seconds.map(({ origin }) => origin).filter((origin) => origin === 'observed')).toHaveLength(19);
    expect(seconds.reduce((sum, { volume }) => sum + Math.round(volume * 10_000), 0)).toBe(60);
    const [difference] = await store.differences(range);
    expect(difference?.resolvedAtMs).toBeDefined();
    expect(await store.revisions(range)).toHaveLength(1);
    expect(changes).toEqual(['candle.stored 0 120', 'candle.revised 0 120']);
  });

  it('behavior: where trades were silent and pushes were not, pushes tell the seconds from then on', async () => {
    const { venue, pipeline, store } = await setUp();
    venue.heard(T - 1);
    venue.trade(trade(500, 29000));
    venue.push(candleAt(0, { contracts: 1, traded: flat, stitched: flat }), T + 600);
    venue.heard(T + 6_000);
    await pipeline.tick();
    venue.push(candleAt(0, { contracts: 3, traded: flat, stitched: flat }), T + 2_600);
    venue.say((handlers) => void handlers.onGap?.({ sinceMs: T + 3_500, reason: 'subscription silent' }), 'trades');
    expect(await pipeline.tick()).toMatchObject({ withdrawn: 3 });
    const observed = await store.observedSeconds({ symbol, startTs: T, endTs: T + MINUTE });
    expect(observed.map(({ openTimeS, volume, flags }) => [openTimeS - T / 1000, volume, flags])).toEqual([
      [0, 1, 0],
      [2, 2, CandleFlag.ByPushes],
      [3, 0, CandleFlag.ByPushes],
    ]);
  });

  it('behavior: what another asked for and stored is not asked again', async () => {
    const venue = new MinuteVenue(T + 2 * MINUTE + 3_000, [official(0), official(1)]);
    const { pipeline } = await setUp(venue);
    venue.heard(venue.serverTimeMs);
    expect(pipeline.needsRepair()).toBe(true);
    pipeline.answered({ fromMs: T, toMs: T + 2 * MINUTE, candles: venue.candles, askedAtMs: venue.serverTimeMs });
    expect(pipeline.needsRepair()).toBe(false);
    expect(await pipeline.tick()).toMatchObject({ minutes: 0 });
    expect(venue.asked).toEqual([]);
    pipeline.passOver([T + 2 * MINUTE]);
    expect(pipeline.nextOpenMs).toBe(T + 3 * MINUTE);
  });

  it('behavior: what the venue never gives is asked for less and less often, until the store has filled it', async () => {
    const venue = new MinuteVenue(T + 4 * MINUTE + 3_000, [official(0), official(2), official(3)]);
    const { pipeline, store } = await setUp(venue);
    let asked = 0;
    for (let second = 0; second < 600; second += 1) {
      venue.heard(venue.serverTimeMs + second * 1_000);
      if (!pipeline.needsRepair(90_000)) continue;
      await pipeline.repair();
      asked += 1;
    }
    expect(pipeline.nextOpenMs).toBe(T + MINUTE);
    expect(asked).toBeGreaterThan(2);
    expect(asked).toBeLessThan(12);
    for (const receivedAtMs of [1, 2, 3].map((time) => T + time * 10 * MINUTE)) {
      await store.noteOmitted({ symbol, minutes: [T + MINUTE], profile: { method: 'bridge@1', seed: 0 }, receivedAtMs });
    }
    await pipeline.repair();
    expect(pipeline.nextOpenMs).toBe(T + 4 * MINUTE);
  });

  it('behavior: the running price is handed to whoever asks for forming candles', async () => {
    const { venue, aggregator } = await setUp();
    venue.push(candleAt(9, { contracts: 5 }), T + 10 * MINUTE - 500);
    const [candle] = await aggregator.getAggregatedCandles({
      symbol,
      startTs: T + 9 * MINUTE,
      endTs: T + 11 * MINUTE,
      intervalSeconds: 60,
      forming: true,
    });
    expect(candle).toMatchObject({ status: 'forming', close: 29050 });
  });

  it('error: a push that cannot be read, and questions that fail, are told, and it goes on', async () => {
    const venue = new MinuteVenue(T + 2 * MINUTE + 3_000, [official(0), official(1)]);
    const { pipeline, errors } = await setUp(venue);
    venue.heard(venue.serverTimeMs);
    const { getCandles } = venue;
    venue.getCandles = async () => Promise.reject(new Error('no answer'));
    await pipeline.repair();
    venue.say((handlers) => void handlers.onError?.(new Error('unreadable')), 'trades');
    expect(errors.map((error) => (error as Error).message)).toEqual(['no answer', 'unreadable']);
    venue.getCandles = getCandles;
    await pipeline.repair();
    expect(pipeline.nextOpenMs).toBe(T + 2 * MINUTE);
    const controller = new AbortController();
    controller.abort(new Error('deadline'));
    venue.heard(T + 4 * MINUTE);
    venue.serverTimeMs = T + 4 * MINUTE;
    await expect(pipeline.repair(controller.signal)).rejects.toThrow('deadline');
  });

  it('error: where a watch is refused, nothing is watched', async () => {
    const venue = new MinuteVenue(T);
    venue.watchTrades = async () => Promise.reject(new Error('closed'));
    await expect(setUp(venue)).rejects.toThrow('closed');
    expect(venue.candleHandlers).toHaveLength(0);
  });
});
