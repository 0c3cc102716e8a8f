import fc from 'fast-check';
import { CandleFlag } from '../../src/candle-flag';
import type { Minute } from '../../src/minute';
import type { MinuteInput } from '../../src/minute-input';
import type { ScaledPrice } from '../../src/scaled-number';

/** 2021-01-01T00:00:00Z. */
export const START_MS = 1_609_459_200_000;

const RANGES = [0, 1, 2, 3, 5, 20, 500, 100_000];
const VOLUMES = [0, 1, 2, 3, 4, 5, 17, 59, 60, 61, 120, 9_999, 123_456_789, Number.MAX_SAFE_INTEGER];
const STEPS = [1, 1, 5, 25];

export interface MinuteCase {
  readonly minute: Minute;
  readonly previousClose: ScaledPrice | undefined;
}

/** A place in [0, range], ends and equal prices often. */
function place(range: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constant(0), fc.constant(range), fc.integer({ min: 0, max: range }));
}

/** One minute as section 5 of the candle rules asks: any shape, thin and huge volumes, any scale and step, previous close absent, inside, outside. */
export const minuteCases: fc.Arbitrary<MinuteCase> = fc
  .record({
    range: fc.constantFrom(...RANGES),
    low: fc.integer({ min: 1, max: 1_000_000 }),
    volume: fc.oneof(fc.constantFrom(...VOLUMES), fc.integer({ min: 0, max: 200 })),
    scale: fc.integer({ min: 0, max: 12 }),
    volumeScale: fc.integer({ min: 0, max: 12 }),
    step: fc.constantFrom(...STEPS),
  })
  .chain(({ range, low, volume, scale, volumeScale, step }) =>
    fc
      .record({
        open: place(range),
        close: place(range),
        previous: fc.oneof(fc.constant(undefined), place(range), fc.integer({ min: 1, max: 2_000_000 })),
      })
      .map(({ open, close, previous }): MinuteCase => {
        const price = (ticks: number): number => ticks * step;
        return {
          minute: {
            openTimeS: START_MS / 1000,
            open: price(low + open),
            high: price(low + range),
            low: price(low),
            close: price(low + close),
            priceGrid: { step, scale },
            volume,
            volumeGrid: { step: 1, scale: volumeScale },
            flags: volume === 0 && range > 0 ? CandleFlag.Volumeless : 0,
            isFinal: true,
          },
          previousClose:
            previous === undefined ? undefined : { value: price(Math.max(1, previous > range ? previous : low + previous)), scale },
        };
      }),
  );

/** Prices and volume of a minute as they are handed in; often thin or empty. */
const inputs: fc.Arbitrary<Omit<MinuteInput, 'timestamp'>> = fc
  .record({
    range: fc.constantFrom(0, 0, 1, 5, 500),
    low: fc.integer({ min: 28_000, max: 29_000 }),
    volume: fc.oneof(fc.constantFrom(0, 1, 3, 17, 59, 60, 120), fc.integer({ min: 0, max: 500 })),
    volumeScale: fc.constantFrom(0, 0, 3),
  })
  .chain(({ range, low, volume, volumeScale }) =>
    fc.record({ open: place(range), close: place(range) }).map(({ open, close }) => ({
      open: (low + open) / 10,
      high: (low + range) / 10,
      low: low / 10,
      close: (low + close) / 10,
      volume: volume / 10 ** volumeScale,
    })),
  );

/** Some minutes of one symbol in time order, with holes between them. */
export function minuteLists(maxLength = 8): fc.Arbitrary<MinuteInput[]> {
  return fc.array(fc.tuple(fc.constantFrom(1, 1, 1, 2, 4), inputs), { minLength: 1, maxLength }).map((steps) => {
    let index = -1;
    return steps.map(([step, values]) => {
      index += step;
      return { timestamp: START_MS + index * 60_000, ...values };
    });
  });
}

export const otherValues = inputs;
