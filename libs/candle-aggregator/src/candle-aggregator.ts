import type { AggregatedCandle } from './aggregated-candle';
import type { CandleBuilder } from './candle-builder';
import { type CandleGrid, readInstrumentGrid } from './candle-grid';
import type { CandleStore } from './candle-store';
import { type CandleWarning, MINUTE_SETTLE_MS, MinuteChecker } from './check-minutes';
import { type CandleAggregatorConfig, type CandleAggregatorOptions, readAggregatorOptions } from './config';
import { CandleInputError } from './errors';
import { nextTurn } from './event-loop-timer';
import { checkInterval, checkRange, firstLabelFrom } from './interval';
import type { MinuteInput } from './minute-input';
import { RollUp } from './roll-up';
import { type SecondCandle, toSecondCandle } from './second-candle';

/** How many candles one answer holds at most. */
export const MAX_CANDLES = 100_000;

const MINUTES_A_TURN = 500;

export interface ProcessOptions {
  /** Grid of the instrument; without it the grid is found in the prices. */
  readonly instrument?: CandleGrid;
  /** The venue's clock, ms since 1970, where the caller knows it; else the aggregator's clock. */
  readonly serverTimeMs?: number;
  /** Takes minutes before 2010, too. */
  readonly isOldAllowed?: boolean;
}

/** What `processAndStore` did, after the commit. */
export interface StoreReport {
  /** Seconds of all minutes handed in: inserted + updated + unchanged. Minutes that are not over have none. */
  readonly count: number;
  /** Seconds of new minutes. */
  readonly inserted: number;
  /** Seconds of minutes that had other values. */
  readonly updated: number;
  /** Seconds of minutes that were there already, with the same values. */
  readonly unchanged: number;
  /** Minutes handed in, each counted once. */
  readonly minutes: number;
  /** Minutes handed in a second time with the same values. */
  readonly duplicates: number;
  /** At most 100. */
  readonly warnings: readonly CandleWarning[];
}

/** Buckets whose label lies in `[startTs, endTs)`, ms; `intervalSeconds` a whole number from 2 to 600. */
export interface AggregatedCandleQuery {
  readonly symbol: string;
  readonly startTs: number;
  readonly endTs: number;
  readonly intervalSeconds: number;
  /** Whether a bucket whose time is not over is answered, too, with what is known of it. */
  readonly forming?: boolean;
}

export interface SecondCandleQuery {
  readonly symbol: string;
  readonly startTs: number;
  readonly endTs: number;
}

/** Minutes to seconds to buckets of any whole number of seconds from 2 to 600, over any {@link CandleStore}. No timer inside. */
export class CandleAggregator {
  private readonly config: CandleAggregatorConfig;

  constructor(
    private readonly store: CandleStore,
    options: CandleAggregatorOptions = {},
  ) {
    this.config = readAggregatorOptions(options);
  }

  /**
   * Makes 60 seconds of each minute and stores both; all or nothing, in any order, of one symbol. Returns after the commit.
   *
   * @param minutes times in ms, prices in quote currency, volume as base quantity
   * @throws {CandleInputError} everything that is wrong with them; nothing was stored
   * @throws {CandleStoreError} the store failed; nothing was stored
   */
  async processAndStore(minutes: readonly MinuteInput[], symbol: string, options: ProcessOptions = {}): Promise<StoreReport> {
    checkCall(minutes, symbol);
    const { instrument, serverTimeMs, isOldAllowed = false } = options;
    const nowMs = serverTimeMs ?? this.config.clock.nowMs();
    const checker = new MinuteChecker({
      symbol,
      nowMs,
      isOldAllowed,
      ...(instrument === undefined ? {} : { instrument: readInstrumentGrid(instrument) }),
    });
    for (let index = 0; index < minutes.length && !checker.isFull; index += 1) {
      checker.add(minutes[index] as MinuteInput, index);
      if (index % MINUTES_A_TURN === MINUTES_A_TURN - 1) await nextTurn();
    }
    const { minutes: checked, duplicates, warnings } = checker.result();
    if (checked.length === 0) return { count: 0, inserted: 0, updated: 0, unchanged: 0, minutes: 0, duplicates, warnings };

    const { profile } = this.config;
    const put = await this.store.putMinutes({ symbol, minutes: checked, profile, receivedAtMs: nowMs });
    const seconds = { inserted: put.inserted * 60, updated: put.updated * 60, unchanged: put.unchanged * 60 };
    return { count: seconds.inserted + seconds.updated + seconds.unchanged, ...seconds, minutes: checked.length, duplicates, warnings };
  }

  /**
   * Buckets in time order, at most {@link MAX_CANDLES}. Empty for a symbol that nothing is known of.
   *
   * @throws {CandleInputError} `interval-invalid`, `range`, or `range-too-large`: then use {@link iterateAggregatedCandles}
   */
  async getAggregatedCandles(query: AggregatedCandleQuery): Promise<AggregatedCandle[]> {
    const candles: AggregatedCandle[] = [];
    for await (const slice of this.aggregateSlices(query)) {
      if (candles.length + slice.length > MAX_CANDLES) throw tooLarge('getAggregatedCandles', 'iterateAggregatedCandles');
      for (const candle of slice) candles.push(candle);
    }
    return candles;
  }

  /**
   * Buckets in time order for any length of range; reads in slices. A bucket is always made of all its seconds, also those outside the range.
   *
   * @throws {CandleInputError} `interval-invalid` or `range`, when the first one is asked for
   */
  async *iterateAggregatedCandles(query: AggregatedCandleQuery): AsyncIterable<AggregatedCandle> {
    for await (const slice of this.aggregateSlices(query)) yield* slice;
  }

  /**
   * Seconds in time order, at most {@link MAX_CANDLES}.
   *
   * @throws {CandleInputError} `range` or `range-too-large`
   */
  async getSecondCandles(query: SecondCandleQuery): Promise<SecondCandle[]> {
    checkRange(query);
    const { symbol, startTs, endTs } = query;
    const candles: SecondCandle[] = [];
    const range = { symbol, startTs: Math.ceil(startTs / 1000) * 1000, endTs: Math.ceil(endTs / 1000) * 1000 };
    for await (const series of this.store.seconds(range)) {
      if (candles.length + series.length > MAX_CANDLES) throw tooLarge('getSecondCandles', 'a shorter range');
      for (let row = 0; row < series.length; row += 1) candles.push(toSecondCandle(symbol, series, row));
    }
    return candles;
  }

  private async *aggregateSlices(query: AggregatedCandleQuery): AsyncIterable<AggregatedCandle[]> {
    const { symbol, startTs, endTs, forming = false } = query;
    const intervalSeconds = checkInterval(query.intervalSeconds);
    checkRange(query);
    const range = {
      symbol,
      startTs: firstLabelFrom(startTs, intervalSeconds) * 1000,
      endTs: firstLabelFrom(endTs, intervalSeconds) * 1000,
    };
    if (range.endTs <= range.startTs) return;
    const at = { nowMs: this.config.clock.nowMs(), settleMs: MINUTE_SETTLE_MS };
    const finish = (buckets: readonly CandleBuilder[]): AggregatedCandle[] =>
      buckets.map((bucket) => bucket.build(symbol, at)).filter((candle) => forming || candle.status !== 'forming');
    const rollUp = new RollUp(intervalSeconds);
    for await (const slice of intervalSeconds % 60 === 0 ? this.store.minutes(range) : this.store.seconds(range)) {
      yield finish(rollUp.accept(slice));
    }
    yield finish(rollUp.end());
  }
}

function checkCall(minutes: readonly MinuteInput[], symbol: string): void {
  if (typeof symbol !== 'string' || !/^\S{1,64}$/.test(symbol)) {
    throw new CandleInputError('processAndStore', [
      {
        code: 'symbol',
        found: JSON.stringify(symbol) ?? 'undefined',
        expected: 'a name of 1 to 64 characters without blanks, such as BTC_USDT',
      },
    ]);
  }
  if (!Array.isArray(minutes)) {
    throw new CandleInputError('processAndStore', [{ code: 'option', found: typeof minutes, expected: 'a list of minutes' }]);
  }
}

function tooLarge(operation: string, instead: string): CandleInputError {
  return new CandleInputError(operation, [
    { code: 'range-too-large', found: `more than ${MAX_CANDLES} candles`, expected: `at most ${MAX_CANDLES}; use ${instead}` },
  ]);
}
