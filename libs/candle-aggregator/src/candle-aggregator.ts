import type { AggregatedCandle } from './aggregated-candle';
import { type AggregatedCandleQuery, type BucketSpec, type CheckedQuery, checkQuery, checkSeries } from './aggregated-query';
import type { CacheStats } from './cache/bucket-cache';
import { CachedBuckets } from './cache/cached-buckets';
import type { CandlePut, CandleStore, SecondsPut, SecondsReport, SecondsWithdrawal, WithdrawalReport } from './candle-store';
import { carryGaps } from './carry-gaps';
import { type CandleAggregatorConfig, type CandleAggregatorOptions, readAggregatorOptions } from './config';
import { CandleInputError } from './errors';
import { nextTurn } from './event-loop-timer';
import { checkRange } from './interval';
import type { InterpolationProfile } from './minute';
import type { MinuteInput } from './minute-input';
import { oneByOne } from './one-by-one';
import { type ProcessOptions, type StoreReport, checkMinutes } from './process-minutes';
import type { LabelRange } from './read-buckets';
import { readProfiles } from './read-profiles';
import { type SecondCandle, toSecondCandle } from './second-candle';
import { DEFAULT_SERIES, type SeriesName } from './series-name';
import { type WrittenMinutes, changesOf } from './tell-changes';
import type { CandleChange, CandleChangeHandler } from './watch/candle-change';
import type { CandleHandler } from './watch/candle-watch';
import { CandleWatches, type WatchCandlesQuery } from './watch/candle-watches';
import { ChangeHub } from './watch/change-hub';
import { type FormingPrice, FormingPrices } from './watch/forming-prices';
import { tell } from './watch/guarded';

/** How many candles one answer holds at most. */
export const MAX_CANDLES = 100_000;

export interface SecondCandleQuery {
  readonly symbol: string;
  readonly startTs: number;
  readonly endTs: number;
  /** `trade` by default. */
  readonly series?: SeriesName;
  /** Adds the turnover, as decimal text. */
  readonly turnover?: boolean;
}

/** Candles, and how the seconds they are made of were made. */
export interface AggregatedCandleAnswer {
  readonly candles: readonly AggregatedCandle[];
  /** Every method and seed that a minute of the answer records; more than one where they were changed on the way. */
  readonly profiles: readonly InterpolationProfile[];
}

/** Minutes to seconds to buckets of any whole number of seconds from 2 to 600, over any {@link CandleStore}. No timer inside. */
export class CandleAggregator {
  private readonly config: CandleAggregatorConfig;
  private readonly buckets: CachedBuckets;
  private readonly changes: ChangeHub;
  private readonly watches: CandleWatches;
  private readonly formingPrices = new FormingPrices();
  /** The latest moment of the venue's clock that came with data, ms: a host whose clock is behind does not hide what is over. */
  private heardMs = -Infinity;

  constructor(
    private readonly store: CandleStore,
    options: CandleAggregatorOptions = {},
  ) {
    this.config = readAggregatorOptions(options);
    const { cacheBytes, onWatchError } = this.config;
    this.buckets = new CachedBuckets(store, cacheBytes);
    this.changes = new ChangeHub(onWatchError);
    this.watches = new CandleWatches({
      read: (spec, range) => this.readForming(spec, range),
      nowMs: () => this.nowMs(),
      onError: onWatchError,
    });
  }

  /**
   * Makes 60 seconds of each minute and stores both, in any order, of one symbol; all or nothing unless `onInvalid` is `skip`. Returns after
   * the commit.
   *
   * @param minutes times in ms, prices in quote currency, volume as base quantity
   * @throws {CandleInputError} everything that is wrong with them; nothing was stored
   * @throws {CandleStoreError} the store failed; nothing was stored
   */
  async processAndStore(minutes: readonly MinuteInput[], symbol: string, options: ProcessOptions = {}): Promise<StoreReport> {
    const { series = DEFAULT_SERIES, fence, profile = this.config.profile } = options;
    checkSeries(series);
    const nowMs = options.serverTimeMs ?? this.nowMs();
    const { minutes: checked, ...rest } = await checkMinutes(minutes, symbol, { ...options, nowMs });
    const [first, last] = [checked[0], checked.at(-1)];
    if (first === undefined || last === undefined)
      return { count: 0, inserted: 0, updated: 0, unchanged: 0, refused: 0, minutes: 0, ...rest };

    const { serverTimeMs, source = 'call' } = options;
    const testimony = serverTimeMs === undefined ? {} : { testimony: { source, askedAtMs: serverTimeMs } };
    const put = { symbol, series, minutes: checked, profile, receivedAtMs: nowMs, ...testimony, ...(fence === undefined ? {} : { fence }) };
    this.heard(serverTimeMs);
    const { inserted, updated, unchanged, refused, secondsWritten, revised } = await this.store.putMinutes(put);
    const to = (last.openTimeS + 60) * 1000;
    if (secondsWritten > 0) await this.tell({ symbol, series, from: first.openTimeS * 1000, to, revised });
    const seconds = { inserted: inserted * 60, updated: updated * 60, unchanged: unchanged * 60 };
    const count = seconds.inserted + seconds.updated + seconds.unchanged;
    return { count, ...seconds, refused, minutes: checked.length, ...rest };
  }

  /**
   * Stores seconds that a stream covered, and tells of them after the commit.
   *
   * @throws {CandleStoreError} the store failed; nothing was stored
   */
  async storeSeconds(put: SecondsPut): Promise<SecondsReport> {
    const report = await this.store.putSeconds(put);
    this.heard(put.receivedAtMs);
    if (report.inserted + report.updated === 0) return report;
    await this.tellSeconds(
      put,
      put.seconds.map(({ openTimeS }) => openTimeS),
      report.revised,
    );
    return report;
  }

  /**
   * Takes seconds back that a stream had told as covered and had not covered; tells of it after the commit.
   *
   * @throws {CandleStoreError} the store failed; nothing was changed
   */
  async withdrawSeconds(withdrawal: SecondsWithdrawal): Promise<WithdrawalReport> {
    const report = await this.store.withdrawSeconds(withdrawal);
    this.heard(withdrawal.receivedAtMs);
    if (report.removed > 0) await this.tellSeconds(withdrawal, withdrawal.openTimesS, report.revised);
    return report;
  }

  /**
   * Buckets in time order, at most {@link MAX_CANDLES}, frozen. Empty for a symbol that nothing is known of.
   *
   * @throws {CandleInputError} `interval-invalid`, `range`, `option`, or `range-too-large`: then use {@link iterateAggregatedCandles}
   */
  async getAggregatedCandles(query: AggregatedCandleQuery): Promise<AggregatedCandle[]> {
    const slices: (readonly AggregatedCandle[])[] = [];
    let count = 0;
    for await (const slice of this.slices(checkQuery(query))) {
      count += slice.length;
      if (count > MAX_CANDLES) throw tooLarge('getAggregatedCandles', 'iterateAggregatedCandles');
      slices.push(slice);
    }
    return ([] as AggregatedCandle[]).concat(...slices);
  }

  /** {@link getAggregatedCandles}, and the profiles of the minutes the candles are made of. Reads every minute's record, so it takes longer. */
  async getAggregatedCandlesWithProfiles(query: AggregatedCandleQuery): Promise<AggregatedCandleAnswer> {
    const candles = await this.getAggregatedCandles(query);
    const [first, last] = [candles[0], candles.at(-1)];
    if (first === undefined || last === undefined) return { candles, profiles: [] };
    const { symbol, series, intervalSeconds } = first;
    const range = { symbol, series, startTs: first.timestamp, endTs: last.timestamp + intervalSeconds * 1000 };
    return { candles, profiles: await readProfiles(this.store, range) };
  }

  /**
   * Buckets in time order for any length of range; reads in slices. A bucket is always made of all its seconds, also those outside the range.
   *
   * @throws {CandleInputError} `interval-invalid`, `range` or `option`, when the first one is asked for
   */
  iterateAggregatedCandles(query: AggregatedCandleQuery): AsyncIterable<AggregatedCandle> {
    return oneByOne(this.iterateAggregatedSlices(query));
  }

  /** {@link iterateAggregatedCandles}, some thousand buckets at a time: for whoever hands them on in bulk. */
  async *iterateAggregatedSlices(query: AggregatedCandleQuery): AsyncIterable<readonly AggregatedCandle[]> {
    yield* this.slices(checkQuery(query));
  }

  /**
   * Seconds in time order, at most {@link MAX_CANDLES}.
   *
   * @throws {CandleInputError} `range`, `option` or `range-too-large`
   */
  async getSecondCandles(query: SecondCandleQuery): Promise<SecondCandle[]> {
    const candles: SecondCandle[] = [];
    for await (const slice of this.iterateSecondSlices(query)) {
      if (candles.length + slice.length > MAX_CANDLES) throw tooLarge('getSecondCandles', 'iterateSecondSlices');
      for (const candle of slice) candles.push(candle);
    }
    return candles;
  }

  /** Seconds in time order for any length of range, some thousand at a time. */
  async *iterateSecondSlices(query: SecondCandleQuery): AsyncIterable<readonly SecondCandle[]> {
    checkRange(query);
    const { symbol, series = DEFAULT_SERIES, turnover = false } = query;
    checkSeries(series);
    const [startTs, endTs] = [Math.ceil(query.startTs / 1000) * 1000, Math.ceil(query.endTs / 1000) * 1000];
    const nowMs = this.nowMs();
    for await (const rows of this.store.seconds({ symbol, series, startTs, endTs, ...(turnover ? { turnover } : {}) })) {
      for (let from = 0; from < rows.length; from += SECONDS_A_SLICE) {
        const candles: SecondCandle[] = [];
        const to = Math.min(rows.length, from + SECONDS_A_SLICE);
        for (let row = from; row < to; row += 1) candles.push(toSecondCandle(symbol, rows, row, { series, nowMs }));
        yield candles;
        if (to - from === SECONDS_A_SLICE) await nextTurn();
      }
    }
  }

  /**
   * Tells of what this aggregator stored, after the commit: first stored, then published. A handler that throws harms nobody.
   * What another process stores is not told here; {@link publish} is for whoever hears of it.
   *
   * @returns ends it
   */
  watchChanges(handler: CandleChangeHandler): () => void {
    return this.changes.watch(handler);
  }

  /** Tells of a change that was made beside this aggregator: drops what was cached of it, and wakes the watches. */
  publish(change: CandleChange): void {
    this.buckets.drop(change.symbol, change.from, change.to);
    this.formingPrices.forget(change.symbol, change.series, change.to);
    this.changes.publish(change);
    this.watches.changed(change);
  }

  /**
   * Tells of each bucket when it is final, and again when it is revised; with `forming` also while it grows. From `fromTs` on without a gap
   * and without a double: history first, then live. A bucket with missing seconds waits until they are there, and is told then, later ones
   * do not wait for it. All who watch the same symbol, series and length share one roll-up. A handler that throws harms nobody.
   *
   * @returns ends it; nothing is told afterwards
   * @throws {CandleInputError} `interval-invalid` or `option`
   */
  watchCandles(query: WatchCandlesQuery, handler: CandleHandler): () => void {
    return this.watches.join(query, handler);
  }

  /**
   * Takes the running minute's last price, for buckets that are asked for or watched as `forming`. Never stored; it goes when seconds as late
   * are stored, or its bucket's time is over.
   *
   * @throws {CandleInputError} `number`
   */
  acceptForming(price: FormingPrice): void {
    this.formingPrices.accept(price);
    this.heard(price.atMs);
    const { symbol, series = DEFAULT_SERIES, atMs } = price;
    this.watches.changed({ symbol, series, from: atMs - (atMs % 1000), to: atMs + 1 });
  }

  /** Looks again at watched buckets that only wait for time. Call it about once a second where seconds do not come in anyway. */
  timePassed(): void {
    this.watches.passed();
  }

  /** Until every watcher was told what is known now. */
  async watchesSettled(): Promise<void> {
    await this.watches.settled();
  }

  /** How often closed chunks of buckets were found since the start. */
  cacheStats(): CacheStats {
    return this.buckets.stats();
  }

  private async *slices({ spec, fromS, toS, isCarried, completeOnly, forming }: CheckedQuery): AsyncIterable<readonly AggregatedCandle[]> {
    const range = { fromS, toS };
    if (toS <= fromS) return;
    const nowMs = this.nowMs();
    let slices = this.buckets.read(spec, range, nowMs);
    if (isCarried) slices = carryGaps(this.store, spec, range, slices);
    if (forming) slices = this.formingPrices.overlay(spec, range, nowMs, slices);
    for await (const slice of slices) {
      if (completeOnly) yield kept(slice, (candle) => candle.coverage === 1 && (forming || candle.status !== 'forming'));
      else yield forming ? slice : kept(slice, (candle) => candle.status !== 'forming');
    }
  }

  /** The venue's clock as far as it is known here, ms since 1970. */
  private nowMs(): number {
    return Math.max(this.config.clock.nowMs(), this.heardMs);
  }

  private heard(serverTimeMs = -Infinity): void {
    this.heardMs = Math.max(this.heardMs, serverTimeMs);
  }

  private readForming(spec: BucketSpec, { fromS, toS }: LabelRange): AsyncIterable<readonly AggregatedCandle[]> {
    return this.slices({ spec, fromS, toS, isCarried: false, completeOnly: false, forming: true });
  }

  /** What was written is stored, whatever happens here: a store that cannot be read now is no failure of the write. */
  private async changesAfter(written: WrittenMinutes): Promise<readonly CandleChange[]> {
    try {
      return await changesOf(this.store, written);
    } catch (error) {
      tell(this.config.onWatchError, error);
      const { symbol, series, from, revised } = written;
      // Which minute follows could not be read, so it may be any.
      const to = Math.max(written.to, this.nowMs());
      const stored: CandleChange = { type: 'candle.stored', symbol, series, from, to, revision: 0 };
      return revised.length === 0 ? [stored] : [stored, { ...stored, type: 'candle.revised', to: written.to }];
    }
  }

  private async tellSeconds(
    { symbol, series = DEFAULT_SERIES }: CandlePut,
    openTimesS: readonly number[],
    revised: readonly number[],
  ): Promise<void> {
    const [firstS = 0, lastS = 0] = [openTimesS[0], openTimesS.at(-1)];
    const from = Math.min(firstS * 1000, ...revised);
    await this.tell({ symbol, series, from, to: Math.max((lastS + 1) * 1000, ...revised.map((ms) => ms + 60_000)), revised });
  }

  private async tell(written: WrittenMinutes): Promise<void> {
    const { symbol, from, to } = written;
    this.buckets.drop(symbol, from, to);
    if (!this.changes.isWatched && this.watches.size === 0) {
      this.formingPrices.forget(symbol, written.series, to);
      return;
    }
    for (const change of await this.changesAfter(written)) this.publish(change);
  }
}

const SECONDS_A_SLICE = 3_600;

/** The list itself where nothing has to go. */
function kept(slice: readonly AggregatedCandle[], isKept: (candle: AggregatedCandle) => boolean): readonly AggregatedCandle[] {
  return slice.every(isKept) ? slice : slice.filter(isKept);
}

function tooLarge(operation: string, instead: string): CandleInputError {
  return new CandleInputError(operation, [
    { code: 'range-too-large', found: `more than ${MAX_CANDLES} candles`, expected: `at most ${MAX_CANDLES}; use ${instead}` },
  ]);
}
