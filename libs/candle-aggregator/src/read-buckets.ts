import { type AggregatedCandle, type BucketView, toAggregatedCandle } from './aggregated-candle';
import type { BucketSpec } from './aggregated-query';
import { BucketSeries } from './bucket-series';
import type { CandleStore } from './candle-store';
import { nextTurn } from './event-loop-timer';
import { RollUp } from './roll-up';

/** Rows rolled up, and objects made, before everything else gets its turn. */
const ROWS_A_TURN = 60_000;
const CANDLES_A_TURN = 2_048;
/** Buckets there is room for from the start. */
const MOST_AT_ONCE = 50_000;

/** From `fromS` to before `toS`, whole seconds, both labels. */
export interface LabelRange {
  readonly fromS: number;
  readonly toS: number;
}

/**
 * The buckets of a stretch of labels in time order, frozen, those without any second left out. Multiples of 60 s come from minutes wherever
 * all minutes of a bucket are final; everything else comes from seconds.
 */
export async function readBuckets(store: CandleStore, spec: BucketSpec, range: LabelRange, nowMs: number): Promise<AggregatedCandle[]> {
  const view = viewOf(spec, nowMs);
  if (!isOfMinutes(spec)) return await toCandles(await rollUp(store, spec, range, 1), view);
  const buckets = await rollUp(store, spec, range, 60);
  const fromMinutes = await toCandles(buckets, view, (row) => isWholeByMinutes(buckets, row, spec));
  const open = rangesWithout(fromMinutes, range, spec);
  if (open.length === 0) return fromMinutes;
  const fromSeconds: AggregatedCandle[] = [];
  for (const part of open) for (const candle of await toCandles(await rollUp(store, spec, part, 1), view)) fromSeconds.push(candle);
  return merge(fromMinutes, fromSeconds);
}

/**
 * The same buckets, made into objects only while somebody takes them: for lengths that come from seconds. The store is read before the first is
 * handed on, so that who takes long holds no snapshot.
 */
export async function* streamBuckets(
  store: CandleStore,
  spec: BucketSpec,
  range: LabelRange,
  nowMs: number,
): AsyncIterable<readonly AggregatedCandle[]> {
  const view = viewOf(spec, nowMs);
  const buckets = await rollUp(store, spec, range, 1);
  for (let row = 0; row < buckets.length; row += CANDLES_A_TURN) {
    const candles: AggregatedCandle[] = [];
    addCandles(candles, buckets, row, view);
    yield candles;
    await nextTurn();
  }
}

/** Whether minutes tell of buckets of this length. */
export function isOfMinutes({ grid }: BucketSpec): boolean {
  return grid.intervalSeconds % 60 === 0;
}

function viewOf({ symbol, series, grid, prices }: BucketSpec, nowMs: number): BucketView {
  return { symbol, series, grid, prices, nowMs };
}

/** Whether seconds could tell nothing more of it. */
function isWholeByMinutes(buckets: BucketSeries, row: number, { grid, prices }: BucketSpec): boolean {
  const labelS = buckets.labelS[row] as number;
  const present = (buckets.observed[row] as number) + (buckets.interpolated[row] as number) + (buckets.carried[row] as number);
  const isWhole = present === grid.endOf(labelS) - labelS;
  return isWhole && (prices === 'real' || !Number.isNaN(buckets.previousClose[row]));
}

/** What no candle covers; neighbours merged. */
function rangesWithout(candles: readonly AggregatedCandle[], { fromS, toS }: LabelRange, { grid }: BucketSpec): LabelRange[] {
  const ranges: LabelRange[] = [];
  let atS = fromS;
  for (const { timestamp } of candles) {
    const labelS = timestamp / 1000;
    if (labelS > atS) ranges.push({ fromS: atS, toS: labelS });
    atS = grid.endOf(labelS);
  }
  if (atS < toS) ranges.push({ fromS: atS, toS });
  return ranges;
}

async function rollUp(
  store: CandleStore,
  { symbol, series, grid, prices, turnover }: BucketSpec,
  { fromS, toS }: LabelRange,
  stepSeconds: 1 | 60,
): Promise<BucketSeries> {
  // One row more tells the close before the first bucket.
  const startS = prices === 'stitched' ? Math.max(0, fromS - stepSeconds) : fromS;
  const range = { symbol, series, startTs: startS * 1000, endTs: toS * 1000, areSeriesLetGo: true, ...(turnover ? { turnover } : {}) };
  const up = new RollUp(grid, fromS);
  const into = new BucketSeries(Math.min(MOST_AT_ONCE, Math.ceil((toS - fromS) / grid.intervalSeconds) + 1));
  let rows = 0;
  for await (const slice of stepSeconds === 60 ? store.minutes(range) : store.seconds(range)) {
    up.accept(slice, into);
    rows += slice.length;
    if (rows < ROWS_A_TURN) continue;
    rows = 0;
    await nextTurn();
  }
  up.end(into);
  return into;
}

async function toCandles(buckets: BucketSeries, view: BucketView, isWanted?: (row: number) => boolean): Promise<AggregatedCandle[]> {
  const candles: AggregatedCandle[] = [];
  for (let row = 0; row < buckets.length; row += CANDLES_A_TURN) {
    if (row > 0) await nextTurn();
    addCandles(candles, buckets, row, view, isWanted);
  }
  return candles;
}

/** Adds the candles of as many buckets as are made at once. Frozen: the same object may be given to many. */
function addCandles(
  candles: AggregatedCandle[],
  buckets: BucketSeries,
  from: number,
  view: BucketView,
  isWanted?: (row: number) => boolean,
): void {
  const to = Math.min(buckets.length, from + CANDLES_A_TURN);
  for (let row = from; row < to; row += 1) {
    if (isWanted === undefined || isWanted(row)) candles.push(Object.freeze(toAggregatedCandle(buckets, row, view)));
  }
}

function merge(a: readonly AggregatedCandle[], b: readonly AggregatedCandle[]): AggregatedCandle[] {
  if (a.length === 0) return [...b];
  return [...a, ...b].sort((left, right) => left.timestamp - right.timestamp);
}
