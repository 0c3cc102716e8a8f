import { ManualClock } from '@prate/execution-interface/testing';
import fc from 'fast-check';
import { toAggregatedCandle } from '../src/aggregated-candle';
import { BucketSeries } from '../src/bucket-series';
import { CandleAggregator } from '../src/candle-aggregator';
import type { CandleSeries } from '../src/candle-series';
import type { CandleStore } from '../src/candle-store';
import type { MinuteInput } from '../src/minute-input';
import { BucketGrid } from '../src/interval';
import { RollUp } from '../src/roll-up';
import type { SecondCandle } from '../src/second-candle';
import { InMemoryCandleStore } from '../src';
import { START_MS, minuteLists, otherValues } from './support/arbitraries';

const SYMBOL = 'BTC_USDT';
const DAY = { symbol: SYMBOL, startTs: START_MS - 1_200_000, endTs: START_MS + 7_200_000 };

function setUp(): { store: InMemoryCandleStore; aggregator: CandleAggregator } {
  const clock = new ManualClock(START_MS + 86_400_000);
  const store = new InMemoryCandleStore({ clock });
  return { store, aggregator: new CandleAggregator(store, { clock }) };
}

async function stored(minutes: readonly MinuteInput[]) {
  const made = setUp();
  await made.aggregator.processAndStore(minutes, SYMBOL);
  return made;
}

async function contentOf(store: CandleStore, aggregator: CandleAggregator): Promise<string> {
  return JSON.stringify([await store.minuteRecords(DAY), await aggregator.getSecondCandles(DAY)]);
}

function isTraded({ volume, flags }: SecondCandle): boolean {
  return volume > 0 || flags.includes('volumeless');
}

/** Labels of seconds that differ. */
function changedSeconds(before: readonly SecondCandle[], after: readonly SecondCandle[]): SecondCandle[] {
  const texts = new Set(before.map((second) => JSON.stringify(second)));
  return after.filter((second) => !texts.has(JSON.stringify(second)));
}

/** Whether seconds lie in minute n, or are untraded seconds that open the next stored minute after it. */
function areAllowed(changed: readonly SecondCandle[], all: readonly SecondCandle[], minuteMs: number): boolean {
  const nextMs = Math.min(...all.map((second) => second.timestamp).filter((time) => time >= minuteMs + 60_000));
  const firstTrade = all.find((second) => second.timestamp >= nextMs && isTraded(second))?.timestamp ?? Number.POSITIVE_INFINITY;
  return changed.every(({ timestamp }) => {
    if (timestamp >= minuteMs && timestamp < minuteMs + 60_000) return true;
    return timestamp >= nextMs && timestamp < Math.min(nextMs + 60_000, firstTrade);
  });
}

const intervals = fc.integer({ min: 2, max: 600 });
const RUNS = { numRuns: 400 };

describe('minutes through a store', () => {
  it('E15: later minutes change no earlier second', async () => {
    await fc.assert(
      fc.asyncProperty(minuteLists(), async (minutes) => {
        const { aggregator } = setUp();
        let before: SecondCandle[] = [];
        for (const minute of minutes) {
          await aggregator.processAndStore([minute], SYMBOL);
          const after = await aggregator.getSecondCandles(DAY);
          expect(after.slice(0, before.length)).toEqual(before);
          before = after;
        }
      }),
      { numRuns: 100 },
    );
  });

  it('E15: a changed minute changes itself and at most the untraded seconds that open the next one', async () => {
    await fc.assert(
      fc.asyncProperty(minuteLists(), fc.nat(), otherValues, async (minutes, pick, values) => {
        const { aggregator } = await stored(minutes);
        const before = await aggregator.getSecondCandles(DAY);
        const { timestamp } = minutes[pick % minutes.length] as MinuteInput;
        await aggregator.processAndStore([{ timestamp, ...values }], SYMBOL);
        const after = await aggregator.getSecondCandles(DAY);
        expect(areAllowed(changedSeconds(before, after), after, timestamp)).toBe(true);
      }),
      RUNS,
    );
  });

  it('E20: a bucket does not depend on the range that is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        minuteLists(),
        intervals,
        fc.nat({ max: 900_000 }),
        fc.nat({ max: 900_000 }),
        async (minutes, intervalSeconds, from, length) => {
          const { aggregator } = await stored(minutes);
          const all = await aggregator.getAggregatedCandles({ ...DAY, intervalSeconds });
          const startTs = DAY.startTs + 600_000 + from;
          const endTs = startTs + 1 + length;
          const part = await aggregator.getAggregatedCandles({ symbol: SYMBOL, startTs, endTs, intervalSeconds });
          expect(part).toEqual(all.filter((candle) => candle.timestamp >= startTs && candle.timestamp < endTs));
        },
      ),
      RUNS,
    );
  });

  it('E21: a bucket of 60 s is the minute, exactly', async () => {
    await fc.assert(
      fc.asyncProperty(minuteLists(), async (minutes) => {
        const { aggregator } = await stored(minutes);
        const buckets = await aggregator.getAggregatedCandles({ ...DAY, intervalSeconds: 60 });
        expect(buckets.map(({ timestamp, open, high, low, close, volume }) => ({ timestamp, open, high, low, close, volume }))).toEqual(
          minutes,
        );
      }),
      RUNS,
    );
  });

  it('E21: from seconds and from minutes the same buckets come, for every multiple of 60', async () => {
    await fc.assert(
      fc.asyncProperty(minuteLists(), fc.constantFrom(60, 120, 180, 240, 300, 420, 600), async (minutes, intervalSeconds) => {
        const { store, aggregator } = await stored(minutes);
        await aggregator.processAndStore([{ ...(minutes[0] as MinuteInput), volume: 77 }], SYMBOL);
        const fromSeconds = await rollUpAll(store.seconds(DAY), intervalSeconds);
        const fromMinutes = await rollUpAll(store.minutes(DAY), intervalSeconds);
        expect(fromSeconds).toEqual(fromMinutes);
      }),
      RUNS,
    );
  });

  it('E24: the same input again changes nothing, one after the other and at once', async () => {
    await fc.assert(
      fc.asyncProperty(minuteLists(), async (minutes) => {
        const { store, aggregator } = await stored(minutes);
        const before = await contentOf(store, aggregator);
        const put = () => aggregator.processAndStore(minutes, SYMBOL, { serverTimeMs: START_MS + 90_000_000 });
        const reports = [await put(), ...(await Promise.all([put(), put()]))];
        expect(reports.map((report) => report.unchanged)).toEqual(reports.map(() => minutes.length * 60));
        expect(await contentOf(store, aggregator)).toBe(before);
      }),
      RUNS,
    );
  });

  it('E25: shuffled and repeated input is sorted input', async () => {
    const shuffled = minuteLists().chain((minutes) =>
      fc.tuple(
        fc.constant(minutes),
        fc.shuffledSubarray([...minutes, ...minutes], { minLength: minutes.length * 2, maxLength: minutes.length * 2 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([minutes, mixed]) => {
        const a = await stored(minutes);
        const b = await stored(mixed);
        expect(await contentOf(b.store, b.aggregator)).toBe(await contentOf(a.store, a.aggregator));
      }),
      RUNS,
    );
  });

  it('E26: all at once is one by one, in any order', async () => {
    const orders = minuteLists().chain((minutes) =>
      fc.tuple(fc.constant(minutes), fc.shuffledSubarray(minutes, { minLength: minutes.length, maxLength: minutes.length })),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ([minutes, order]) => {
        const a = await stored(minutes);
        const b = setUp();
        for (const minute of order) await b.aggregator.processAndStore([minute], SYMBOL);
        expect(await contentOf(b.store, b.aggregator)).toBe(await contentOf(a.store, a.aggregator));
      }),
      RUNS,
    );
  });

  it('E27: a correction changes its minute, the buckets that touch it, and the seconds E15 names', async () => {
    await fc.assert(
      fc.asyncProperty(minuteLists(), fc.nat(), otherValues, intervals, async (minutes, pick, values, intervalSeconds) => {
        const { store, aggregator } = await stored(minutes);
        const before = { records: await store.minuteRecords(DAY), seconds: await aggregator.getSecondCandles(DAY) };
        const bucketsBefore = await aggregator.getAggregatedCandles({ ...DAY, intervalSeconds });
        const { timestamp } = minutes[pick % minutes.length] as MinuteInput;
        await aggregator.processAndStore([{ timestamp, ...values }], SYMBOL);
        const after = { records: await store.minuteRecords(DAY), seconds: await aggregator.getSecondCandles(DAY) };
        const others = (records: typeof before.records) => records.filter((record) => record.openTimeS * 1000 !== timestamp);
        expect(others(after.records)).toEqual(others(before.records));
        const changed = changedSeconds(before.seconds, after.seconds);
        expect(areAllowed(changed, after.seconds, timestamp)).toBe(true);
        const touched = [timestamp, timestamp + 59_000, ...changed.map((second) => second.timestamp)];
        const lengthMs = intervalSeconds * 1000;
        const isTouched = (label: number): boolean => touched.some((time) => time >= label && time < label + lengthMs);
        const untouched = (buckets: typeof bucketsBefore) => buckets.filter((bucket) => !isTouched(bucket.timestamp));
        expect(untouched(await aggregator.getAggregatedCandles({ ...DAY, intervalSeconds }))).toEqual(untouched(bucketsBefore));
      }),
      RUNS,
    );
  });

  it('E28: no final bucket with a minute missing', async () => {
    await fc.assert(
      fc.asyncProperty(minuteLists(), intervals, async (minutes, intervalSeconds) => {
        const { aggregator } = await stored(minutes);
        const known = new Set(minutes.map((minute) => minute.timestamp));
        for (const { timestamp, status } of await aggregator.getAggregatedCandles({ ...DAY, intervalSeconds })) {
          let isWhole = true;
          for (let time = timestamp; time < timestamp + intervalSeconds * 1000; time += 1_000)
            isWhole &&= known.has(time - (time % 60_000));
          expect(status).toBe(isWhole ? 'final' : 'incomplete');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('E32: the volumes of all buckets of a tiled range add up to those of its minutes', async () => {
    await fc.assert(
      fc.asyncProperty(minuteLists(), intervals, async (minutes, intervalSeconds) => {
        const { aggregator } = await stored(minutes);
        const buckets = await aggregator.getAggregatedCandles({ ...DAY, intervalSeconds });
        const inThousandths = (candles: readonly { readonly volume: number }[]) =>
          candles.reduce((sum, candle) => sum + Math.round(candle.volume * 1000), 0);
        expect(inThousandths(buckets)).toBe(inThousandths(minutes));
      }),
      RUNS,
    );
  });
});

async function rollUpAll(slices: AsyncIterable<CandleSeries>, intervalSeconds: number) {
  const grid = new BucketGrid(intervalSeconds);
  const rollUp = new RollUp(grid);
  const buckets = new BucketSeries();
  for await (const slice of slices) rollUp.accept(slice, buckets);
  rollUp.end(buckets);
  const view = { symbol: SYMBOL, series: 'trade', grid, prices: 'real', nowMs: START_MS * 2 } as const;
  return Array.from({ length: buckets.length }, (_, row) => toAggregatedCandle(buckets, row, view));
}
