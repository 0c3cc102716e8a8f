import type { Clock } from '@prate/execution-interface';
import fc from 'fast-check';
import { CandleAggregator } from '../../src/candle-aggregator';
import type { CandleRange, CandleStore } from '../../src/candle-store';
import type { CandleGrid } from '../../src/candle-grid';
import type { MinuteInput } from '../../src/minute-input';
import type { ObservedSecond } from '../../src/observed/observed-second';
import type { ProcessOptions } from '../../src/process-minutes';
import { powerOfTen } from '../../src/scaled-number';
import { type SecondCandle, toSecondCandle } from '../../src/second-candle';
import type { SeriesName } from '../../src/series-name';
import { START_MS, otherValues } from './arbitraries';

const PROFILE = { method: 'bridge@1', seed: 3 };
const SPAN_MINUTES = 66;

/** Forty minutes before midnight: an hour and a day end in every story. */
const FIRST_MS = START_MS - 40 * 60_000;

/** Something done to a store. Minutes count from `FIRST_MS`. */
export type StoreStep =
  | {
      readonly kind: 'minutes';
      readonly minutes: readonly (readonly [at: number, values: Omit<MinuteInput, 'timestamp'>])[];
      readonly options: Pick<ProcessOptions, 'source' | 'instrument' | 'profile'>;
      /** How long ago the venue was asked; absent where nobody says. */
      readonly ageMs: number | undefined;
    }
  /** A minute that is not over. */
  | {
      readonly kind: 'forming';
      readonly at: number;
      readonly values: Omit<MinuteInput, 'timestamp'>;
      readonly instrument: CandleGrid | undefined;
    }
  /** Seconds as they would be served, seen by a stream; `by`: highs too high by so much, or volumes too small. */
  | {
      readonly kind: 'seen';
      readonly at: number;
      readonly fromS: number;
      readonly count: number;
      readonly by: number;
      readonly flags: number;
    }
  /** Seconds of which no minute is known. */
  | { readonly kind: 'seconds'; readonly at: number; readonly fromS: number; readonly prices: readonly number[]; readonly volume: number }
  /** Seconds that a stream turned out not to have covered, whether they were put or not. */
  | { readonly kind: 'withdrawn'; readonly at: number; readonly fromS: number; readonly count: number }
  | { readonly kind: 'omitted'; readonly at: number; readonly count: number; readonly times: number }
  | { readonly kind: 'prune'; readonly days: number };

/** Few places, so that steps meet each other: around an end of an hour and of a day, and far away. */
const at = fc.constantFrom(0, 1, 2, 18, 19, 20, 21, 38, 39, 40, 41, SPAN_MINUTES - 1);
const second = fc.nat({ max: 59 });
/** The same contract before and after its size or its tick changed, and without either. */
const instrument = fc.constantFrom<CandleGrid | undefined>(
  undefined,
  undefined,
  { tickSize: '0.1', contractSize: '0.001' },
  { tickSize: '0.01', contractSize: '0.001' },
  { tickSize: '0.5', contractSize: '0.01' },
);
export const storeSteps: fc.Arbitrary<StoreStep> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        minutes: fc.uniqueArray(fc.tuple(at, otherValues), { minLength: 1, maxLength: 6, selector: ([minute]) => minute }),
        source: fc.constantFrom('call' as const, 'call' as const, 'stream' as const),
        ageMs: fc.constantFrom(undefined, undefined, 1_000, 60_000),
        instrument,
        profile: fc.constantFrom(undefined, undefined, { method: 'linear@1', seed: 7 }),
      })
      .map(({ source, instrument, profile, ...step }): StoreStep => ({
        kind: 'minutes',
        ...step,
        options: { source, ...(instrument === undefined ? {} : { instrument }), ...(profile === undefined ? {} : { profile }) },
      })),
  },
  { weight: 2, arbitrary: fc.record({ at, values: otherValues, instrument }).map((step): StoreStep => ({ kind: 'forming', ...step })) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        at,
        part: fc.oneof(fc.constant([0, 60] as const), fc.tuple(second, fc.integer({ min: 1, max: 90 }))),
        by: fc.constantFrom(0, 0, 0, 3, 200, -1),
        flags: fc.constantFrom(0, 0, 2),
      })
      .map(({ part: [fromS, count], ...step }): StoreStep => ({ kind: 'seen', fromS, count, ...step })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        at,
        fromS: second,
        prices: fc.array(fc.integer({ min: 28_000, max: 29_500 }), { minLength: 1, maxLength: 70 }),
        volume: fc.nat({ max: 3 }),
      })
      .map((step): StoreStep => ({ kind: 'seconds', ...step })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ at, count: fc.integer({ min: 1, max: 5 }), times: fc.integer({ min: 1, max: 4 }) })
      .map((step): StoreStep => ({ kind: 'omitted', ...step })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ at, part: fc.oneof(fc.constant([0, 60] as const), fc.tuple(second, fc.integer({ min: 1, max: 90 }))) })
      .map(({ at, part: [fromS, count] }): StoreStep => ({ kind: 'withdrawn', at, fromS, count })),
  },
  { weight: 1, arbitrary: fc.constantFrom(0, 1).map((days): StoreStep => ({ kind: 'prune', days })) },
);

export const STORY_RANGE = { startTs: FIRST_MS - 600_000, endTs: FIRST_MS + (SPAN_MINUTES + 10) * 60_000 };

export interface StoryKey {
  readonly symbol: string;
  readonly series: SeriesName;
  readonly clock: Clock;
}

/** What all stores are given for a step: made once, from what `model` holds. */
export async function prepare(
  step: StoreStep,
  model: CandleStore,
  { symbol, series, clock }: StoryKey,
): Promise<(store: CandleStore) => Promise<unknown>> {
  const receivedAtMs = clock.nowMs();
  const minuteMs = (index: number): number => FIRST_MS + index * 60_000;
  if (step.kind === 'minutes') {
    const minutes = step.minutes.map(([index, values]) => ({
      timestamp: minuteMs(index),
      ...values,
      ...(series === 'trade' ? turnoverOf(values) : { volume: 0 }),
    }));
    const { ageMs } = step;
    const asked = ageMs === undefined ? {} : { serverTimeMs: receivedAtMs - ageMs };
    return (store) => new CandleAggregator(store, { clock }).processAndStore(minutes, symbol, { series, ...step.options, ...asked });
  }
  if (step.kind === 'forming') {
    const timestamp = minuteMs(step.at);
    const one = { timestamp, ...step.values, ...(series === 'trade' ? {} : { volume: 0 }) };
    const options = { series, serverTimeMs: timestamp + 30_000, ...(step.instrument === undefined ? {} : { instrument: step.instrument }) };
    return (store) => new CandleAggregator(store, { clock }).processAndStore([one], symbol, options);
  }
  if (step.kind === 'omitted') {
    const minutes = Array.from({ length: step.count }, (_, index) => minuteMs(step.at + index));
    return async (store) => {
      const reports = [];
      for (let time = 0; time < step.times; time += 1) {
        reports.push(await store.noteOmitted({ symbol, series, minutes, profile: PROFILE, receivedAtMs: receivedAtMs + time * 600_000 }));
      }
      return reports;
    };
  }
  if (step.kind === 'prune') {
    const nowMs = receivedAtMs + 3 * 86_400_000;
    // The report is of all symbols, so it is not one of this story.
    return async (store) =>
      void (await store.prune({ nowMs, observedDays: step.days, interpolatedDays: step.days, packedDays: step.days }));
  }
  const startMs = minuteMs(step.at) + step.fromS * 1000;
  if (step.kind === 'withdrawn') {
    const openTimesS = Array.from({ length: step.count }, (_, index) => startMs / 1000 + index);
    return (store) => store.withdrawSeconds({ symbol, series, openTimesS, receivedAtMs });
  }
  const seconds =
    step.kind === 'seconds'
      ? step.prices.map((tenths, index) => observed(startMs / 1000 + index, tenths, series === 'trade' ? (index % 3) * step.volume : 0))
      : (await secondsOf(model, { symbol, series, startTs: startMs, endTs: startMs + step.count * 1000 })).map((candle) =>
          seen(candle, step),
        );
  return async (store) => (seconds.length === 0 ? undefined : await store.putSeconds({ symbol, series, seconds, receivedAtMs }));
}

/** Every other minute comes with its turnover. */
function turnoverOf({ close, volume }: Omit<MinuteInput, 'timestamp'>): Pick<MinuteInput, 'turnover'> {
  return Math.round(close * 10) % 2 === 0 ? { turnover: (close * volume).toFixed(4) } : {};
}

function observed(openTimeS: number, tenths: number, volume: number): ObservedSecond {
  const prices = { open: tenths, high: tenths + volume, low: tenths, close: tenths + volume };
  return { openTimeS, ...prices, priceGrid: { step: 1, scale: 1 }, volume, volumeGrid: { step: 1, scale: 0 }, flags: 0 };
}

const SCALE = 3;

function seen(candle: SecondCandle, { by, flags }: { readonly by: number; readonly flags: number }): ObservedSecond {
  const whole = (value: number): number => Math.round(value * powerOfTen(SCALE));
  const [open, high, low, close] = [whole(candle.open), whole(candle.high) + Math.max(0, by), whole(candle.low), whole(candle.close)];
  const grid = { step: 1, scale: SCALE };
  return {
    openTimeS: candle.timestamp / 1000,
    open,
    high,
    low,
    close,
    priceGrid: grid,
    volume: whole(candle.volume),
    volumeGrid: grid,
    flags,
  };
}

export async function secondsOf(store: CandleStore, range: CandleRange): Promise<SecondCandle[]> {
  const candles: SecondCandle[] = [];
  for await (const rows of store.seconds(range)) {
    for (let row = 0; row < rows.length; row += 1) candles.push(toSecondCandle(range.symbol, rows, row));
  }
  return candles;
}

/** Everything a store answers, as text that does not depend on the order of properties. */
export async function answersOf(store: CandleStore, { symbol, series, clock }: StoryKey): Promise<Record<string, string>> {
  const range = { symbol, series, ...STORY_RANGE };
  const aggregator = new CandleAggregator(store, { clock });
  return Object.fromEntries(
    Object.entries({
      seconds: await secondsOf(store, range),
      turnover: await secondsOf(store, { ...range, turnover: true }),
      part: await secondsOf(store, { ...range, startTs: FIRST_MS + 90_500, endTs: FIRST_MS + 1_000_000 }),
      buckets: await aggregator.getAggregatedCandles({ ...range, intervalSeconds: 7 }),
      minutes: await aggregator.getAggregatedCandles({ ...range, intervalSeconds: 60 }),
      records: await store.minuteRecords(range),
      observed: await store.observedSeconds(range),
      missing: await store.missing(symbol, range.startTs, range.endTs, series),
      watermark: await store.watermark(symbol, series),
      revisions: await store.revisions(range),
      differences: await store.differences(range),
      faults: (await store.verify(range)).faults,
    }).map(([name, answer]) => [name, inOrder(answer)]),
  );
}

export function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
