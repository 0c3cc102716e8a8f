import type { AggregatedCandle } from './aggregated-candle';
import type { BucketSpec } from './aggregated-query';
import { CandleFlag, flagNames } from './candle-flag';
import type { CandleStore } from './candle-store';
import { type LabelRange, readBuckets } from './read-buckets';

const FIRST_LOOK_S = 3_600;
const CANDLES_A_SLICE = 4_096;

/**
 * Puts flat candles into the holes of a list of candles: at the last close, volume 0, flagged `filled`, coverage 0. Only between known seconds:
 * before the first and after the last one that is stored at all, nothing is carried on.
 */
export async function* carryGaps(
  store: CandleStore,
  spec: BucketSpec,
  { fromS, toS }: LabelRange,
  slices: AsyncIterable<readonly AggregatedCandle[]>,
): AsyncIterable<readonly AggregatedCandle[]> {
  let atS = fromS;
  let close: number | undefined;
  for await (const slice of slices) {
    let filled: AggregatedCandle[] = [];
    for (const candle of slice) {
      const labelS = candle.timestamp / 1000;
      // Only a range that begins in a hole has to look for the close before it.
      if (labelS > atS && close === undefined) close = await closeBefore(store, spec, fromS);
      if (close !== undefined) {
        for (; atS < labelS; atS = spec.grid.endOf(atS)) {
          filled.push(flat(spec, atS, close));
          if (filled.length < CANDLES_A_SLICE) continue;
          yield filled;
          filled = [];
        }
      }
      filled.push(candle);
      close = candle.close;
      atS = spec.grid.endOf(labelS);
    }
    yield filled;
  }
  if (atS >= toS || !(await isKnownAfter(store, spec, toS))) return;
  close ??= await closeBefore(store, spec, fromS);
  if (close === undefined) return;
  for (; atS < toS;) {
    const filled: AggregatedCandle[] = [];
    for (; atS < toS && filled.length < CANDLES_A_SLICE; atS = spec.grid.endOf(atS)) filled.push(flat(spec, atS, close));
    yield filled;
  }
}

function flat({ symbol, series, grid }: BucketSpec, labelS: number, close: number): AggregatedCandle {
  const isShort = grid.endOf(labelS) - labelS < grid.intervalSeconds;
  return Object.freeze({
    symbol,
    series,
    timestamp: labelS * 1000,
    intervalSeconds: grid.intervalSeconds,
    open: close,
    high: close,
    low: close,
    close,
    volume: 0,
    origin: 'carried' as const,
    observedSeconds: 0,
    interpolatedSeconds: 0,
    carriedSeconds: 0,
    coverage: 0,
    status: 'incomplete' as const,
    revision: 0,
    flags: flagNames(CandleFlag.Filled | (isShort ? CandleFlag.Short : 0)),
  });
}

/** Close of the last bucket before a label; looks back in steps that double, so that what is near is found fast. */
async function closeBefore(store: CandleStore, spec: BucketSpec, labelS: number): Promise<number | undefined> {
  let toS = labelS;
  for (let lookS = FIRST_LOOK_S; toS > 0; lookS *= 2) {
    const fromS = spec.grid.labelOf(Math.max(0, toS - lookS));
    // Only the close is looked at: no clock, and no other view of the prices, moves it.
    const last = (await readBuckets(store, spec, { fromS, toS }, 0)).at(-1);
    if (last !== undefined) return last.close;
    toS = fromS;
  }
  return undefined;
}

async function isKnownAfter(store: CandleStore, { symbol, series }: BucketSpec, timeS: number): Promise<boolean> {
  for await (const slice of store.seconds({ symbol, series, startTs: timeS * 1000, endTs: Number.MAX_SAFE_INTEGER })) {
    if (slice.length > 0) return true;
  }
  return false;
}
