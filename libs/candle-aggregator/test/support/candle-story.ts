import type { ManualClock } from '@prate/execution-interface/testing';
import fc from 'fast-check';
import type { CandleAggregator } from '../../src/candle-aggregator';
import type { AggregatedCandleQuery } from '../../src/aggregated-query';
import type { MinuteInput } from '../../src/minute-input';
import type { ObservedSecond } from '../../src/observed/observed-second';
import { START_MS, otherValues } from './arbitraries';

/** Something that happens to one symbol. Minutes count from `START_MS`. */
export type StoryStep =
  | { readonly kind: 'minutes'; readonly at: number; readonly values: readonly Omit<MinuteInput, 'timestamp'>[] }
  | { readonly kind: 'seconds'; readonly backS: number; readonly prices: readonly number[]; readonly volume: number }
  | { readonly kind: 'price'; readonly price: number }
  | { readonly kind: 'wait'; readonly byMs: number };

const MINUTES = 40;

const minutes = fc
  .tuple(fc.nat({ max: MINUTES }), fc.array(otherValues, { minLength: 1, maxLength: 8 }))
  .map(([at, values]): StoryStep => ({ kind: 'minutes', at, values }));
const seconds = fc
  .tuple(fc.nat({ max: 400 }), fc.array(fc.integer({ min: 28_000, max: 29_500 }), { minLength: 1, maxLength: 90 }), fc.nat({ max: 3 }))
  .map(([backS, prices, volume]): StoryStep => ({ kind: 'seconds', backS, prices, volume }));
const price = fc.integer({ min: 28_000, max: 29_500 }).map((tenths): StoryStep => ({ kind: 'price', price: tenths / 10 }));
const wait = fc.constantFrom(500, 1_000, 3_000, 20_000, 60_000, 300_000).map((byMs): StoryStep => ({ kind: 'wait', byMs }));

/** Writes, corrections, seconds of a stream with cuts, prices of the running minute, and time that passes, in any order. */
export const storySteps: fc.Arbitrary<StoryStep> = fc.oneof(
  { weight: 4, arbitrary: minutes },
  { weight: 3, arbitrary: seconds },
  { weight: 1, arbitrary: price },
  { weight: 3, arbitrary: wait },
);

/** Where the clock of a story begins. */
export const STORY_START_MS = START_MS + 12 * 60_000;

/** Plays one step. */
export async function play(step: StoryStep, symbol: string, aggregator: CandleAggregator, clock: ManualClock): Promise<void> {
  const nowMs = clock.nowMs();
  if (step.kind === 'wait') {
    clock.advance(step.byMs);
    aggregator.timePassed();
  } else if (step.kind === 'price') aggregator.acceptForming({ symbol, price: step.price, atMs: nowMs });
  else if (step.kind === 'minutes') {
    const known = step.values.map((values, index) => ({ timestamp: START_MS + (step.at + index) * 60_000, ...values }));
    await aggregator.processAndStore(
      known.filter((minute) => minute.timestamp <= nowMs),
      symbol,
    );
  } else {
    const endS = Math.floor(nowMs / 1000) - 2 - step.backS;
    const covered = step.prices.map((tenths, index) => second(endS - step.prices.length + index, tenths, step.volume));
    await aggregator.storeSeconds({ symbol, seconds: covered, receivedAtMs: nowMs });
  }
}

function second(openTimeS: number, tenths: number, volume: number): ObservedSecond {
  const traded = (openTimeS % 3) * volume;
  const prices = { open: tenths, high: tenths + traded, low: tenths, close: tenths + (traded > 0 ? 1 : 0) };
  return { openTimeS, ...prices, priceGrid: { step: 1, scale: 1 }, volume: traded, volumeGrid: { step: 1, scale: 0 }, flags: 0 };
}

/** Any question about the time a story plays in. */
export const storyQueries: fc.Arbitrary<Omit<AggregatedCandleQuery, 'symbol'>> = fc
  .record({
    start: fc.integer({ min: -100, max: MINUTES * 60 }),
    length: fc.integer({ min: 1, max: 14_400 }),
    intervalSeconds: fc.oneof(fc.integer({ min: 2, max: 600 }), fc.constantFrom(5, 7, 60, 120, 300, 600)),
    origin: fc.constantFrom('epoch' as const, 'day' as const),
    prices: fc.constantFrom('real' as const, 'stitched' as const),
    fill: fc.constantFrom('none' as const, 'carry' as const),
    forming: fc.boolean(),
  })
  .map(({ start, length, ...query }) => ({ startTs: START_MS + start * 1000, endTs: START_MS + (start + length) * 1000, ...query }));
