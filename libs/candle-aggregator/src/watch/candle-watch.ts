import type { AggregatedCandle } from '../aggregated-candle';
import type { BucketGrid } from '../interval';
import type { LabelRange } from '../read-buckets';
import { type WatchErrorHook, callGuarded, tell } from './guarded';

export type CandleHandler = (candle: AggregatedCandle) => void;

/** What a watch needs of the aggregator. */
export interface WatchSource {
  readonly grid: BucketGrid;
  /** Buckets with a second, and the forming one, in time order; labels in whole seconds. */
  read(range: LabelRange): AsyncIterable<readonly AggregatedCandle[]>;
  /** Label after the last bucket that has begun. */
  endS(): number;
  readonly onError: WatchErrorHook;
}

interface Listener {
  readonly handler: CandleHandler;
  /** Also told of buckets that are forming or incomplete. */
  readonly forming: boolean;
  readonly fromS: number;
  /** End of the history it was told so far; whole seconds. Infinity when it has joined. */
  historyS: number;
}

/** How many buckets back it is remembered what was told; older ones are told again whenever something near them changes. */
const REMEMBERED_BUCKETS = 8_192;

/**
 * One roll-up for all who listen to the same symbol, series and length. Everything happens in one line: a change is read and told, a listener
 * is told its history and joins, one after the other, so nobody misses a bucket or hears one twice. What was told last of each bucket is
 * remembered; only what differs is told.
 */
export class CandleWatch {
  private readonly listeners = new Set<Listener>();
  private readonly told = new Map<number, string>();
  /** Buckets that only wait for time. */
  private readonly waiting = new Set<number>();
  /** Buckets before it are not remembered; whole seconds. */
  private floorS = -1;
  private dirty: LabelRange[] = [];
  private running: Promise<void> | undefined;
  private isAskedAgain = false;

  constructor(private readonly source: WatchSource) {}

  get isEmpty(): boolean {
    return this.listeners.size === 0;
  }

  /** @param fromS label of the first bucket it is told of */
  join(handler: CandleHandler, forming: boolean, fromS: number): () => void {
    const listener: Listener = { handler, forming, fromS, historyS: fromS };
    this.listeners.add(listener);
    this.run();
    return () => void this.listeners.delete(listener);
  }

  /** Something changed in these seconds; without them, time alone went on. */
  changed(range?: LabelRange): void {
    if (range !== undefined) this.dirty.push(range);
    this.run();
  }

  /** Until everything that is known was told. */
  async settled(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  private run(): void {
    if (this.running !== undefined) {
      this.isAskedAgain = true;
      return;
    }
    this.running = this.work().finally(() => {
      this.running = undefined;
      if (!this.isAskedAgain) return;
      this.isAskedAgain = false;
      this.run();
    });
  }

  private async work(): Promise<void> {
    const { source } = this;
    const dirty = this.dirty;
    this.dirty = [];
    try {
      this.floorS = Math.max(this.floorS, source.endS() - REMEMBERED_BUCKETS * source.grid.intervalSeconds);
      await this.tellChanges(dirty);
      for (const listener of [...this.listeners]) if (listener.historyS !== Infinity) await this.tellHistory(listener);
      this.forget();
    } catch (error) {
      // Read again with the next change: nothing is lost, it only comes later.
      this.dirty = [...dirty, ...this.dirty];
      tell(source.onError, error);
    }
  }

  private async tellChanges(dirty: readonly LabelRange[]): Promise<void> {
    const firstS = Math.min(...[...this.listeners].map((listener) => listener.fromS));
    for (const range of merged([...dirty, ...this.waitingRanges()], this.source.grid)) {
      const part = { fromS: Math.max(range.fromS, firstS), toS: range.toS };
      if (part.fromS >= part.toS) continue;
      const unseen = new Set([...this.waiting].filter((labelS) => labelS >= part.fromS && labelS < part.toS));
      for await (const slice of this.source.read(part)) {
        for (const candle of slice) {
          unseen.delete(candle.timestamp / 1000);
          this.offer(candle);
        }
      }
      // Only a running price stood there, and it is gone: what comes now is a change.
      for (const labelS of unseen) this.waiting.delete(labelS);
    }
  }

  /** History first, then it is one of all. */
  private async tellHistory(listener: Listener): Promise<void> {
    const range = { fromS: listener.historyS, toS: this.source.endS() };
    if (range.fromS < range.toS) {
      for await (const slice of this.source.read(range)) {
        for (const candle of slice) {
          const labelS = candle.timestamp / 1000;
          // Newer than what the others were told, perhaps: the change may still be on its way here.
          if (labelS >= this.floorS) this.offer(candle);
          listener.historyS = this.source.grid.endOf(labelS);
          this.tellOne(listener, candle);
        }
      }
    }
    listener.historyS = Infinity;
  }

  /** Tells all who listen, unless it is what they know. */
  private offer(candle: AggregatedCandle): void {
    const { timestamp, status } = candle;
    const labelS = timestamp / 1000;
    if (status === 'forming') this.waiting.add(labelS);
    else this.waiting.delete(labelS);
    if (labelS >= this.floorS) {
      const mark = markOf(candle);
      if (this.told.get(timestamp) === mark) return;
      this.told.set(timestamp, mark);
    }
    // Who is still told its history hears it there.
    for (const listener of [...this.listeners]) if (labelS < listener.historyS) this.tellOne(listener, candle);
  }

  private tellOne(listener: Listener, candle: AggregatedCandle): void {
    if (!this.listeners.has(listener) || candle.timestamp < listener.fromS * 1000) return;
    // Whoever wants finished candles is never told of one with a hole: it comes when the hole is mended.
    const isFinished = candle.status === 'final' || candle.status === 'revised';
    if (isFinished || listener.forming) callGuarded(listener.handler, candle, this.source.onError);
  }

  private waitingRanges(): LabelRange[] {
    return [...this.waiting].map((labelS) => ({ fromS: labelS, toS: this.source.grid.endOf(labelS) }));
  }

  private forget(): void {
    if (this.told.size < 2 * REMEMBERED_BUCKETS) return;
    for (const timestamp of this.told.keys()) if (timestamp < this.floorS * 1000) this.told.delete(timestamp);
  }
}

/** Ranges of whole buckets, sorted, without overlap. */
function merged(ranges: readonly LabelRange[], grid: BucketGrid): LabelRange[] {
  const sorted = ranges
    .map(({ fromS, toS }) => ({ fromS: grid.labelOf(fromS), toS: grid.firstLabelFrom(toS) }))
    .sort((a, b) => a.fromS - b.fromS);
  const result: LabelRange[] = [];
  for (const range of sorted) {
    const last = result.at(-1);
    if (last !== undefined && range.fromS <= last.toS)
      result[result.length - 1] = { fromS: last.fromS, toS: Math.max(last.toS, range.toS) };
    else result.push(range);
  }
  return result;
}

/** Everything of a candle that a listener could see change. */
function markOf(candle: AggregatedCandle): string {
  const { open, high, low, close, volume, status, revision, flags } = candle;
  const { observedSeconds, interpolatedSeconds, carriedSeconds } = candle;
  return `${open} ${high} ${low} ${close} ${volume} ${status} ${revision} ${observedSeconds} ${interpolatedSeconds} ${carriedSeconds} ${flags.join()}`;
}
