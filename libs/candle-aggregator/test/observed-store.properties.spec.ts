import { ManualClock } from '@prate/execution-interface/testing';
import fc from 'fast-check';
import { CandleAggregator, CandleFlag, InMemoryCandleStore, type MinuteInput, type ObservedSecond, type SecondCandle } from '../src';
import { START_MS, minuteLists, otherValues } from './support/arbitraries';
import { STORY_RANGE, type StoryKey, answersOf, inOrder, prepare, secondsOf, storeSteps } from './support/store-story';

/** More for a longer look: `CANDLE_STORIES=500`. */
const STORIES = Number(process.env['CANDLE_STORIES'] ?? 40);
const RUNS = { numRuns: STORIES };
const clock = new ManualClock(START_MS + 86_400_000);

jest.setTimeout(60_000);
const KEY: StoryKey = { symbol: 'BTC_USDT', series: 'trade', clock };
const RANGE = { symbol: KEY.symbol, startTs: START_MS - 1_200_000, endTs: START_MS + 7_200_000 };

/** What is put, without what only a clock or a person brings about. */
const puts = storeSteps.filter((step) => step.kind !== 'prune' && step.kind !== 'omitted');

/** Covered seconds of the first minutes from the start on: quiet ones, and some with trades. */
const coveredSeconds = fc
  .uniqueArray(fc.tuple(fc.nat({ max: 239 }), fc.integer({ min: 28_000, max: 29_000 }), fc.nat({ max: 2 })), {
    minLength: 1,
    maxLength: 90,
    selector: ([second]) => second,
  })
  .map((list) =>
    list
      .sort(([a], [b]) => a - b)
      .map(([second, tenths, volume]): ObservedSecond => {
        const prices = { open: tenths, high: tenths + volume, low: tenths, close: tenths + volume };
        const grids = { priceGrid: { step: 1, scale: 1 }, volumeGrid: { step: 1, scale: 0 } };
        return { openTimeS: START_MS / 1000 + second, ...prices, ...grids, volume, flags: 0 };
      }),
  );

function setUp(): { readonly store: InMemoryCandleStore; readonly aggregator: CandleAggregator } {
  const store = new InMemoryCandleStore({ clock });
  return { store, aggregator: new CandleAggregator(store, { clock }) };
}

function put(store: InMemoryCandleStore, seconds: readonly ObservedSecond[]) {
  return store.putSeconds({ symbol: KEY.symbol, seconds, receivedAtMs: clock.nowMs() });
}

async function stampsOf(store: InMemoryCandleStore): Promise<string> {
  return JSON.stringify([...(await store.hourStamps({ ...KEY, ...STORY_RANGE }))]);
}

describe('a store with observed seconds', () => {
  it('E24: each put again changes nothing: rows, revisions, times of receipt, stamps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(puts, { minLength: 1, maxLength: 6 }), async (steps) => {
        const { store } = setUp();
        for (const step of steps) {
          const act = await prepare(step, store, KEY);
          await act(store);
          const before = inOrder([await answersOf(store, KEY), await stampsOf(store)]);
          await act(store);
          expect(inOrder([await answersOf(store, KEY), await stampsOf(store)])).toBe(before);
        }
      }),
      { numRuns: Math.ceil(STORIES / 4) },
    );
  });

  it('E25: seconds in any order and any pieces are all of them at once', async () => {
    const pieces = coveredSeconds.chain((seconds) =>
      fc.tuple(
        fc.constant(seconds),
        fc.shuffledSubarray(seconds, { minLength: seconds.length, maxLength: seconds.length }),
        fc.integer({ min: 1, max: 20 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(pieces, minuteLists(5), async ([seconds, shuffled, size], minutes) => {
        const [whole, parts] = [setUp(), setUp()];
        await put(whole.store, seconds);
        for (let at = 0; at < shuffled.length; at += size)
          await put(
            parts.store,
            shuffled.slice(at, at + size).sort((a, b) => a.openTimeS - b.openTimeS),
          );
        for (const { aggregator } of [whole, parts]) await aggregator.processAndStore(minutes, KEY.symbol);
        expect(inOrder(await answersOf(parts.store, KEY))).toBe(inOrder(await answersOf(whole.store, KEY)));
      }),
      RUNS,
    );
  });

  it('E26: minutes over observed seconds are the same all at once, and one by one in any order', async () => {
    const orders = minuteLists(6).chain((minutes) =>
      fc.tuple(fc.constant(minutes), fc.shuffledSubarray(minutes, { minLength: minutes.length, maxLength: minutes.length })),
    );
    await fc.assert(
      fc.asyncProperty(orders, coveredSeconds, async ([minutes, order], seconds) => {
        const [batch, single] = [setUp(), setUp()];
        for (const { store } of [batch, single]) await put(store, seconds);
        await batch.aggregator.processAndStore(minutes, KEY.symbol);
        for (const minute of order) await single.aggregator.processAndStore([minute], KEY.symbol);
        // Only the revision may tell how often a covered second without a trade stood elsewhere meanwhile.
        const plain = async ({ store }: ReturnType<typeof setUp>): Promise<unknown> =>
          (await secondsOf(store, RANGE)).map(({ revision: _, status: __, ...second }) => second);
        expect(await plain(single)).toEqual(await plain(batch));
      }),
      RUNS,
    );
  });

  it('E27: a correction changes its own minute, and the untraded seconds that open the next one', async () => {
    await fc.assert(
      fc.asyncProperty(minuteLists(6), coveredSeconds, fc.nat(), otherValues, async (minutes, seconds, pick, values) => {
        const { store, aggregator } = setUp();
        await put(store, seconds);
        await aggregator.processAndStore(minutes, KEY.symbol);
        const before = await secondsOf(store, RANGE);
        const { timestamp } = minutes[pick % minutes.length] as MinuteInput;
        await aggregator.processAndStore([{ timestamp, ...values }], KEY.symbol);
        const after = await secondsOf(store, RANGE);
        const old = new Set(before.map((second) => JSON.stringify(second)));
        const changed = after.filter((second) => !old.has(JSON.stringify(second)));
        const nextMs = Math.min(...minutes.map((minute) => minute.timestamp).filter((time) => time > timestamp));
        const firstTrade = after.find((second) => second.timestamp >= nextMs && isTraded(second))?.timestamp ?? Infinity;
        for (const second of changed) {
          const isOwn = second.timestamp >= timestamp && second.timestamp < timestamp + 60_000;
          const opensNext = second.timestamp >= nextMs && second.timestamp < Math.min(nextMs + 60_000, firstTrade);
          expect([second.timestamp, isOwn || opensNext]).toEqual([second.timestamp, true]);
        }
      }),
      RUNS,
    );
  });

  it('E28: no bucket is final with a second missing', async () => {
    await fc.assert(
      fc.asyncProperty(minuteLists(5), coveredSeconds, fc.integer({ min: 2, max: 600 }), async (minutes, seconds, intervalSeconds) => {
        const { store, aggregator } = setUp();
        await put(store, seconds);
        await aggregator.processAndStore(minutes, KEY.symbol);
        for (const { coverage, status } of await aggregator.getAggregatedCandles({ ...RANGE, intervalSeconds }))
          expect([coverage, status === 'final' || status === 'revised']).toEqual([coverage, coverage === 1]);
      }),
      RUNS,
    );
  });

  it('E30: observed seconds that traded are served as they are, unless their minute is disputed', async () => {
    await fc.assert(
      fc.asyncProperty(minuteLists(5), coveredSeconds, async (minutes, seconds) => {
        const { store, aggregator } = setUp();
        await put(store, seconds);
        await aggregator.processAndStore(minutes, KEY.symbol);
        const flags = new Map((await store.minuteRecords(RANGE)).map((minute) => [minute.openTimeS, minute.flags]));
        const served = new Map((await secondsOf(store, RANGE)).map((second) => [second.timestamp / 1000, second]));
        for (const { openTimeS, close, volume } of await store.observedSeconds(RANGE)) {
          const minuteFlags = flags.get(openTimeS - (openTimeS % 60)) ?? 0;
          if (volume === 0 || (minuteFlags & CandleFlag.Disputed) !== 0) continue;
          const second = served.get(openTimeS);
          expect([second?.origin, second?.close]).toEqual(['observed', close / 10]);
          if ((minuteFlags & CandleFlag.Adjusted) === 0) expect(second?.volume).toBe(volume);
        }
      }),
      RUNS,
    );
  });
});

function isTraded({ volume, flags }: SecondCandle): boolean {
  return volume > 0 || flags.includes('volumeless');
}
