import { type AggregatedCandle, type BucketView, toAggregatedCandle } from './aggregated-candle';
import type { BucketSpec } from './aggregated-query';
import { BucketSeries } from './bucket-series';
import type { CandleStore } from './candle-store';
import { nextTurn } from './event-loop-timer';
import { RollUp } from './roll-up';

/** Rows rolled up, and objects made, before everything else gets its turn. */
const ROWS_A_TURN = 60_000;
const CANDLES_A_TURN = 4_096;
/** Buckets for which there is room from the start. */
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
  const { symbol, series, grid, prices } = spec;
  const view: BucketView = { symbol, series, grid, prices, nowMs };
  if (grid.intervalSeconds % 60 !== 0) return await toCandles(await rollUp(store, spec, range, 1), view);
  const buckets = await rollUp(store, spec, range, 60);
  const fromMinutes = await toCandles(buckets, view, (row) => isWholeByMinutes(buckets, row, spec));
  const open = rangesWithout(fromMinutes, range, spec);
  if (open.length === 0) return fromMinutes;
  const fromSeconds: AggregatedCandle[] = [];
  for (const part of open) fromSeconds.push(...(await toCandles(await rollUp(store, spec, part, 1), view)));
  return merge(fromMinutes, fromSeconds);
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

async function rollUp(store: CandleStore, spec: BucketSpec, { fromS, toS }: LabelRange, stepSeconds: 1 | 60): Promise<BucketSeries> {
  const { symbol, series, grid, prices, turnover } = spec;
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

async function toCandles(
  buckets: BucketSeries,
  view: BucketView,
  isWanted: (row: number) => boolean = () => true,
): Promise<AggregatedCandle[]> {
  const candles: AggregatedCandle[] = [];
  for (let row = 0; row < buckets.length; row += 1) {
    if (row % CANDLES_A_TURN === CANDLES_A_TURN - 1) await nextTurn();
    // Frozen: the same object may be given to many.
    if (isWanted(row)) candles.push(Object.freeze(toAggregatedCandle(buckets, row, view)));
  }
  return candles;
}

function merge(a: readonly AggregatedCandle[], b: readonly AggregatedCandle[]): AggregatedCandle[] {
  if (a.length === 0) return [...b];
  return [...a, ...b].sort((left, right) => left.timestamp - right.timestamp);
}
