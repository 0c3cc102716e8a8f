import type { AggregatedCandle } from '../aggregated-candle';
import type { BucketSpec } from '../aggregated-query';
import type { CandleStore } from '../candle-store';
import { MINUTE_SETTLE_MS } from '../check-minutes';
import { type LabelRange, isOfMinutes, readBuckets, streamBuckets } from '../read-buckets';
import { BucketCache, type CacheStats, type ChunkKey } from './bucket-cache';
import { ChunkGrid } from './chunk-grid';

/** Chunks whose stamps are read, and which are made, at once. */
const CHUNKS_A_STEP = 24;
/** Where chunks of minutes, six hours each, pass the cache. */
const MINUTE_CHUNKS_A_STEP = 6;
const HOUR_S = 3_600;

interface Chunk extends ChunkKey {
  /** Over and settled: only a change can move it, and a change moves its stamps. */
  readonly isClosed: boolean;
}

/** Buckets of any length of range, some hours or days at a time; closed chunks from the cache where their stamps are the store's. */
export class CachedBuckets {
  private readonly cache: BucketCache;

  constructor(
    private readonly store: CandleStore,
    maxBytes: number,
  ) {
    this.cache = new BucketCache(maxBytes);
  }

  stats(): CacheStats {
    return this.cache.stats();
  }

  /** Frees what a change made worthless. `[fromMs, toMs)` in ms. */
  drop(symbol: string, fromMs: number, toMs: number): void {
    // A second more: a stitched bucket also knows the close before it.
    this.cache.drop(symbol, fromMs / 1000, toMs / 1000 + 1);
  }

  /** Lists of buckets, together in time order. */
  async *read(spec: BucketSpec, range: LabelRange, nowMs: number): AsyncIterable<readonly AggregatedCandle[]> {
    const isScan = this.cache.isTooLarge((range.toS - range.fromS) / spec.grid.intervalSeconds);
    const chunkGrid = new ChunkGrid(spec.grid);
    for (let fromS = range.fromS; fromS < range.toS;) {
      const chunks = isScan && isOfMinutes(spec) ? MINUTE_CHUNKS_A_STEP : CHUNKS_A_STEP;
      const step = { fromS, toS: Math.min(range.toS, stepEnd(chunkGrid, fromS, chunks)) };
      let isEmpty = true;
      for await (const list of isScan ? this.scan(spec, step, nowMs) : this.find(spec, chunkGrid, step, nowMs)) {
        isEmpty &&= list.length === 0;
        yield list;
      }
      fromS = step.toS;
      // Whoever asks from 1970 on does not want to wait for 50 years of nothing.
      if (isEmpty) fromS = Math.max(fromS, (await this.firstKnown(spec, fromS, range.toS)) ?? range.toS);
    }
  }

  /** Past the cache: a range that would push everything out of it is not worth it. */
  private async *scan(spec: BucketSpec, step: LabelRange, nowMs: number): AsyncIterable<readonly AggregatedCandle[]> {
    if (isOfMinutes(spec)) yield await readBuckets(this.store, spec, step, nowMs);
    else yield* streamBuckets(this.store, spec, step, nowMs);
  }

  private async *find(spec: BucketSpec, chunkGrid: ChunkGrid, step: LabelRange, nowMs: number): AsyncIterable<readonly AggregatedCandle[]> {
    const stamps = await this.hourStamps(spec, chunkGrid.startOf(step.fromS), chunkGrid.endOf(chunkGrid.startOf(step.toS - 1)));
    const chunks = this.chunksOf(spec, chunkGrid, step, stamps, nowMs);
    for (const list of this.lists(spec, chunks, step, nowMs)) yield trim(await list, step.fromS, step.toS);
  }

  private async hourStamps({ symbol, series, prices }: BucketSpec, startS: number, endS: number): Promise<ReadonlyMap<number, number>> {
    const fromS = prices === 'stitched' ? Math.max(0, startS - 1) : startS;
    return await this.store.hourStamps({ symbol, series, startTs: (fromS - (fromS % HOUR_S)) * 1000, endTs: endS * 1000 });
  }

  /** Label of the first bucket that holds anything; stores begin a slice at the first row there is. */
  private async firstKnown({ symbol, series, grid }: BucketSpec, fromS: number, toS: number): Promise<number | undefined> {
    for await (const slice of this.store.seconds({ symbol, series, startTs: fromS * 1000, endTs: toS * 1000 })) {
      if (slice.length > 0) return grid.labelOf(slice.openTimeS[0] as number);
    }
    return undefined;
  }

  private chunksOf(
    spec: BucketSpec,
    chunkGrid: ChunkGrid,
    { fromS, toS }: LabelRange,
    stamps: ReadonlyMap<number, number>,
    nowMs: number,
  ): Chunk[] {
    const { symbol, series, grid, prices, turnover } = spec;
    const group = `${symbol} ${series} ${grid.intervalSeconds} ${grid.isDaily} ${prices} ${turnover}`;
    const chunks: Chunk[] = [];
    for (let startS = chunkGrid.startOf(fromS); startS < toS; startS = chunkGrid.endOf(startS)) {
      const endS = chunkGrid.endOf(startS);
      const firstS = prices === 'stitched' ? Math.max(0, startS - 1) : startS;
      let text = '';
      for (let hourS = firstS - (firstS % HOUR_S); hourS < endS; hourS += HOUR_S) text += `${stamps.get(hourS) ?? 0} `;
      chunks.push({ group, startS, endS, stamps: text, isClosed: endS * 1000 + MINUTE_SETTLE_MS <= nowMs });
    }
    return chunks;
  }

  /** One promise a chunk, in order; what has to be made is made in runs of neighbours. */
  private lists(spec: BucketSpec, chunks: readonly Chunk[], range: LabelRange, nowMs: number): Promise<readonly AggregatedCandle[]>[] {
    const lists: Promise<readonly AggregatedCandle[]>[] = [];
    let run: Chunk[] = [];
    const makeRun = (): void => {
      if (run.length > 0) lists.push(...this.makeRun(spec, run, nowMs));
      run = [];
    };
    for (const chunk of chunks) {
      if (!chunk.isClosed) {
        makeRun();
        const part = { fromS: Math.max(chunk.startS, range.fromS), toS: Math.min(chunk.endS, range.toS) };
        lists.push(readBuckets(this.store, spec, part, nowMs));
        continue;
      }
      const found = this.cache.find(chunk);
      if (found === undefined) run.push(chunk);
      else {
        makeRun();
        lists.push(found);
      }
    }
    makeRun();
    // Whoever stops listening early leaves promises behind that may still fail.
    for (const list of lists) list.catch(() => undefined);
    return lists;
  }

  private makeRun(spec: BucketSpec, run: readonly Chunk[], nowMs: number): Promise<readonly AggregatedCandle[]>[] {
    const range = { fromS: run[0]?.startS ?? 0, toS: run.at(-1)?.endS ?? 0 };
    const all = readBuckets(this.store, spec, range, nowMs);
    return run.map((chunk) => {
      const list = all.then((candles) => trim(candles, chunk.startS, chunk.endS));
      this.cache.keep(chunk, list);
      return list;
    });
  }
}

function stepEnd(chunkGrid: ChunkGrid, fromS: number, chunks: number): number {
  let endS = chunkGrid.startOf(fromS);
  for (let index = 0; index < chunks; index += 1) endS = chunkGrid.endOf(endS);
  return endS;
}

/** The candles of some labels; the same list where that is all of them. */
function trim(candles: readonly AggregatedCandle[], fromS: number, toS: number): readonly AggregatedCandle[] {
  const first = candles[0];
  const last = candles.at(-1);
  if (first === undefined || last === undefined) return candles;
  if (first.timestamp >= fromS * 1000 && last.timestamp < toS * 1000) return candles;
  return candles.slice(place(candles, fromS * 1000), place(candles, toS * 1000));
}

/** How many candles lie before a moment, ms. */
function place(candles: readonly AggregatedCandle[], timeMs: number): number {
  let low = 0;
  let high = candles.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((candles[middle] as AggregatedCandle).timestamp < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
